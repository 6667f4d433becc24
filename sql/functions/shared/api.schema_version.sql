-- The executor compares this with its own scripts before it starts.
create or replace function api.schema_version()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'migration', pg_catalog.max(s.name) filter (where s.name like 'migrations/%'),
    'digest', pg_catalog.encode(
      pg_catalog.sha256(pg_catalog.convert_to(
        pg_catalog.string_agg(s.name || ' ' || s.sha256, E'\n' order by s.name collate "C"), 'UTF8')),
      'hex')
  )
  from outlier.applied_scripts as s;
$$;
comment on function api.schema_version() is
  'The newest migration of this database, and one hash over all scripts that it has.';
grant execute on function api.schema_version() to outlier_executor;
