-- `outlier check` compares the program's text of each function with the one that the database runs. The migrator's
-- recorded hash does not change when somebody changes a function by hand.
create or replace function api.read_functions()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select pg_catalog.jsonb_agg(
    pg_catalog.jsonb_build_object(
      'file', a.name,
      'fileHash', a.sha256,
      'bodyHash', pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(p.prosrc, 'UTF8')), 'hex'),
      'isDefiner', p.prosecdef
    )
    order by a.name
  )
  from outlier.applied_scripts as a
  inner join pg_catalog.pg_proc as p
    inner join pg_catalog.pg_namespace as n on n.oid = p.pronamespace and n.nspname in ('outlier', 'api')
    on pg_catalog.regexp_replace(a.name, '^.*/', '') = n.nspname || '.' || p.proname || '.sql'
  where a.name like 'functions/%';
$$;
comment on function api.read_functions() is
  'Lists the functions that migrations made: file, recorded hash of the file, and hash of the body that the database '
  'runs now.';
grant execute on function api.read_functions() to outlier_executor;
