create or replace function outlier.json_array(p_value jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select case when pg_catalog.jsonb_typeof(p_value) = 'array' then p_value else '[]' end;
$$;
comment on function outlier.json_array(jsonb) is 'A list in JSON; an empty one where it is something else.';
