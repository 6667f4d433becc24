-- Applies to the caller's transaction. The caller reads settled_messages() at its end.
create or replace function api.watch_settled()
returns void
language sql
volatile
security definer
set search_path = ''
as $$
  select pg_catalog.set_config('outlier.settled', '[]', true);
$$;
comment on function api.watch_settled() is
  'Collects the messages whose delivery is settled from here to the end of the transaction, for settled_messages().';
grant execute on function api.watch_settled() to outlier_executor;
