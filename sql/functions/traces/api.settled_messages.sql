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
  'Messages of which it was learned in this transaction, since watch_settled(), that they were delivered or failed: '
  'their traces, what became of them, and when. Names nobody.';
grant execute on function api.settled_messages() to outlier_executor;
