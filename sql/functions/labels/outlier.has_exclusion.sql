create or replace function outlier.has_exclusion(p_segments jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select coalesce(pg_catalog.jsonb_typeof(p_segments -> 'excluded') <> 'null', false);
$$;
comment on function outlier.has_exclusion(jsonb) is 'Whether a campaign''s segments exclude somebody.';
