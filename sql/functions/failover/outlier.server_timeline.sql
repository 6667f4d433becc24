-- A function of its own, so that tests can replace it. The name of a WAL file begins with the timeline, which changes
-- at a promotion. Services that hide the WAL do not give a timeline.
create or replace function outlier.server_timeline()
returns text
language plpgsql
volatile
set search_path = ''
as $$
begin
  return coalesce(outlier.server_identity(), '') || ':'
    || pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 8);
exception
  when others then
    return null;
end;
$$;
comment on function outlier.server_timeline() is
  'Returns the server''s identity and current timeline. Null if the server does not give the timeline.';
