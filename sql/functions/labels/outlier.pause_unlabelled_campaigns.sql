-- Missive refuses a draft that adds labels and names no organization. A claim that knows that hands out none of them.
create or replace function outlier.pause_unlabelled_campaigns(p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_id bigint;
begin
  for v_id in
    select c.id
    from outlier.campaigns as c
    where c.state = 'sending'
      and pg_catalog.cardinality(c.label_ids) > 0
    order by c.id
    -- Whoever holds one is recording results; the next claim finds it free.
    for no key update skip locked
  loop
    update outlier.campaigns as c set state = 'paused' where c.id = v_id;
    perform outlier.report_incident(
      'campaign_paused',
      pg_catalog.format('campaign %s was paused: its messages carry labels, and no Missive organization is set', v_id),
      pg_catalog.format(
        'Run: update outlier.settings set organization_id = ''…''; then: select outlier.resume_campaign(%s);', v_id
      ),
      null,
      v_id,
      p_now
    );
  end loop;
end;
$$;
comment on function outlier.pause_unlabelled_campaigns(timestamptz) is
  'Pauses campaigns whose messages carry labels while settings.organization_id is missing, and reports each. Their '
  'messages stay in the queue.';
