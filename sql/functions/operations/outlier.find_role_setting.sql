create or replace function outlier.find_role_setting(p_role text, p_setting text)
returns text
language sql
stable
set search_path = ''
as $$
  select pg_catalog.substr(entry.text, pg_catalog.length(p_setting) + 2)
  from pg_catalog.pg_db_role_setting as s
  cross join lateral pg_catalog.unnest(s.setconfig) as entry (text)
  where s.setrole in (0, pg_catalog.to_regrole(p_role))
    and s.setdatabase in (
      0, (select d.oid from pg_catalog.pg_database as d where d.datname = pg_catalog.current_database())
    )
    and pg_catalog.starts_with(entry.text, p_setting || '=')
  -- This is PostgreSQL's order of precedence.
  order by s.setrole <> 0 desc, s.setdatabase <> 0 desc
  limit 1;
$$;
comment on function outlier.find_role_setting(text, text) is
  'Returns the value of a setting that new sessions of a role in this database get from alter role or alter database. '
  'Null: neither sets it, so the server''s configuration applies.';
