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
  -- The order in which PostgreSQL lets one go before the other.
  order by s.setrole <> 0 desc, s.setdatabase <> 0 desc
  limit 1;
$$;
comment on function outlier.find_role_setting(text, text) is
  'What a role''s new sessions in this database get for a setting by alter role or alter database; null: nothing, so '
  'that the server''s configuration counts.';
