create or replace function outlier.json_id(p_value jsonb)
returns uuid
language sql
immutable
set search_path = ''
as $$
  select case when outlier.is_uuid(written.id) then written.id::uuid end
  from (
    select case pg_catalog.jsonb_typeof(p_value) when 'string' then p_value #>> '{}' when 'object' then p_value ->> 'id' end as id
  ) as written;
$$;
comment on function outlier.json_id(jsonb) is 'The id that JSON of Missive''s gives, as an object with an id or as the id itself; null where it is none.';
