create or replace function outlier.add_count(p_counts jsonb, p_name text, p_number bigint)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select p_counts || pg_catalog.jsonb_build_object(p_name, coalesce((p_counts ->> p_name)::bigint, 0) + p_number);
$$;
comment on function outlier.add_count(jsonb, text, bigint) is
  'Returns counts by name, with p_number added to the count p_name.';
