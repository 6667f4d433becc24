-- Missive refuses a draft that adds labels and names no organization. The claim therefore pauses these batches first.
create or replace function outlier.pause_unlabelled_batches(p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_batch outlier.batches;
begin
  for v_batch in
    select b.*
    from outlier.batches as b
    where b.state = 'sending'
      and pg_catalog.cardinality(b.label_ids) > 0
    order by b.id
    -- A session that holds a batch is recording results. The next claim handles that batch.
    for no key update skip locked
  loop
    update outlier.batches as b set state = 'paused' where b.id = v_batch.id;
    perform outlier.report_incident(
      v_batch.kind || '_paused',
      pg_catalog.format('%s was paused: its messages carry labels, and no Missive organization is set',
        outlier.batch_name(v_batch)),
      pg_catalog.format(
        'Run: update outlier.settings set organization_id = ''…''; then: select outlier.resume_batch(%s);', v_batch.id
      ),
      v_batch.id,
      p_now
    );
  end loop;
end;
$$;
comment on function outlier.pause_unlabelled_batches(timestamptz) is
  'Pauses batches whose messages carry labels while settings.organization_id is missing. Adds an incident for each. '
  'The messages stay in the queue.';
