create or replace function outlier.json_boolean(p_value jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select coalesce(p_value = jsonb 'true', false);
$$;
comment on function outlier.json_boolean(jsonb) is 'Whether JSON says true.';
