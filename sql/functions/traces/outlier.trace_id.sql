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
  'Returns the W3C trace id of a message. The argument is the id of the message in its queue, which '
  'message_statuses.queued_message_id keeps.';
grant execute on function outlier.trace_id(bigint) to outlier_reader;
