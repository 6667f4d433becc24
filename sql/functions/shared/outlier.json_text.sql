create or replace function outlier.json_text(p_value jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select case when pg_catalog.jsonb_typeof(p_value) in ('string', 'number') then p_value #>> '{}' end;
$$;
comment on function outlier.json_text(jsonb) is 'A text in JSON; null where it is something else.';
