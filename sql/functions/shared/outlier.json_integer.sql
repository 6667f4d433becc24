create or replace function outlier.json_integer(p_value jsonb)
returns integer
language sql
immutable
set search_path = ''
as $$
  select case
    when pg_catalog.jsonb_typeof(p_value) in ('number', 'string') and p_value #>> '{}' ~ '^-?[0-9]{1,9}(\.0+)?$'
      then (p_value #>> '{}')::numeric::integer
  end;
$$;
comment on function outlier.json_integer(jsonb) is 'A whole number in JSON; null where it is none, or too large to be a count.';
