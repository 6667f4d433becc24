-- A job may fail every minute for the same reason. That is one incident.
create or replace function outlier.report_incident(
  p_kind text,
  p_message text,
  p_hint text default null,
  p_batch_id bigint default null,
  p_now timestamptz default now()
)
returns void
language sql
volatile
set search_path = ''
as $$
  insert into outlier.incidents (kind, message, hint, batch_id, occurred_at)
  select p_kind, p_message, p_hint, p_batch_id, p_now
  where not exists (
    select from outlier.incidents as known
    where known.resolved_at is null
      and known.kind = p_kind
      and known.message = p_message
      and known.batch_id is not distinct from p_batch_id
  );
$$;
comment on function outlier.report_incident(text, text, text, bigint, timestamptz) is
  'Records an incident, unless the same incident is still open.';
