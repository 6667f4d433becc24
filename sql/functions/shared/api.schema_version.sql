-- An executor reads this before it starts. A version is the number of the newest migration. If the functions of a
-- release no longer serve older programs, raise programsSince in that release. A program that was built for a lower
-- version then refuses to start.
create or replace function api.schema_version()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'migration', pg_catalog.max(s.name),
    'version', pg_catalog.substring(pg_catalog.max(s.name), '^migrations/([0-9]+)')::integer,
    'programsSince', 7,
    'functions', (
      select pg_catalog.jsonb_agg(p.proname order by p.proname)
      from pg_catalog.pg_proc as p
      where p.pronamespace = 'api'::pg_catalog.regnamespace
    )
  )
  from outlier.applied_scripts as s
  where s.name like 'migrations/%';
$$;
comment on function api.schema_version() is
  'Returns the name and number of the newest migration of this database, the oldest version of the program that the '
  'database serves, and the functions of the schema api.';
grant execute on function api.schema_version() to outlier_executor;
