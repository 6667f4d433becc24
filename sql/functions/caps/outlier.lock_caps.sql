create or replace function outlier.lock_caps()
returns void
language sql
volatile
set search_path = ''
as $$
  select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('outlier caps', 0));
$$;
comment on function outlier.lock_caps() is
  'Locks the caps until the end of the transaction. Meanwhile no other session can count a person''s texts in order '
  'to send another one.';
