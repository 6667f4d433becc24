create or replace function outlier.has_exclusion(p_segments jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select coalesce(pg_catalog.jsonb_typeof(p_segments -> 'excluded') <> 'null', false);
$$;
comment on function outlier.has_exclusion(jsonb) is 'Returns true if a campaign''s segments exclude people.';
