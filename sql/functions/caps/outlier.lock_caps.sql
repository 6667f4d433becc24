create or replace function outlier.lock_caps()
returns void
language sql
volatile
set search_path = ''
as $$
  select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('outlier caps', 0));
$$;
comment on function outlier.lock_caps() is
  'Until the end of the transaction, nobody else counts the texts of a person in order to send them one more.';
