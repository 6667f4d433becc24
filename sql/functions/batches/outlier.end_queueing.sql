create or replace function outlier.end_queueing(p_batch outlier.batches, p_now timestamptz)
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_chosen integer := (
    select pg_catalog.count(*) from outlier.recipients as r where r.batch_id = p_batch.id and r.reason is null
  );
  v_is_queued boolean := exists (select from outlier.queued_messages as q where q.batch_id = p_batch.id);
begin
  perform outlier.require_approval(
    p_batch, (select a from outlier.approvals as a where a.id = p_batch.approval_id), v_chosen
  );
  update outlier.batches as b
  set
    recipient_count = v_chosen,
    state = case when v_is_queued then b.state else 'done' end,
    finished_at = case when not v_is_queued then p_now end
  where b.id = p_batch.id;
  if v_chosen = 0 then
    perform outlier.report_incident(
      p_batch.kind || '_empty',
      pg_catalog.format(
        '%s reached nobody: %s', outlier.batch_name(p_batch),
        case p_batch.kind
          when 'broadcast' then 'no segment yields a person who may be texted'
          else 'it has no recipient who may be texted'
        end
      ),
      'Read in outlier.recipients which people were left out, and why.',
      p_batch.id,
      p_now
    );
  end if;
  return v_chosen;
end;
$$;
comment on function outlier.end_queueing(outlier.batches, timestamptz) is
  'Counts the people of a batch and returns the number. If no message is queued, marks the batch as done. If no '
  'person may be texted, opens an incident. OT012: so many people need an approval that the batch does not have.';
