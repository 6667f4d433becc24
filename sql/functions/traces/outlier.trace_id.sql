create or replace function outlier.trace_id(p_queued_message_id bigint)
returns text
language sql
stable
strict
set search_path = ''
as $$
  select pg_catalog.md5(s.trace_seed || ':' || p_queued_message_id) from outlier.settings as s;
$$;
comment on function outlier.trace_id(bigint) is
  'The id (W3C) of the trace of a message, by the id that it has in its queue, or that '
  'message_statuses.queued_message_id says it had.';
grant execute on function outlier.trace_id(bigint) to outlier_reader;
