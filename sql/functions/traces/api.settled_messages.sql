create or replace function api.settled_messages()
returns jsonb
language sql
volatile
security definer
set search_path = ''
as $$
  select coalesce(nullif(pg_catalog.current_setting('outlier.settled', true), ''), '[]')::jsonb;
$$;
comment on function api.settled_messages() is
  'Lists the messages whose delivery was settled in this transaction since watch_settled(): their traces, results and '
  'times. Contains no person.';
grant execute on function api.settled_messages() to outlier_executor;
