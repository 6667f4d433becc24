-- The view stores the query as PostgreSQL parsed it: each name is resolved to its object, each literal to its value.
-- Outlier checks and then runs this view, so no other search_path, setting or text can change the query in between.
-- This function plans nothing, because planning would run functions that are not checked yet.
create or replace function outlier.resolve_segment(p_query text)
returns oid
language plpgsql
volatile
strict
security definer
-- Segment queries name tables without their schema.
set search_path = pg_catalog, outlier, pg_temp
-- A backslash in a literal then means the same in every session.
set standard_conforming_strings = on
as $$
declare
  v_sql text := pg_catalog.format(
    E'select segment.phone_number::text from (%s\n) as segment',
    pg_catalog.regexp_replace(p_query, E'[;\\s]+$', '')
  );
  v_probe refcursor;
begin
  -- A cursor accepts only one statement. PostgreSQL does not plan an explain that is opened but not fetched.
  open v_probe for execute 'explain ' || v_sql;
  close v_probe;
  execute 'create temporary view outlier_segment as ' || v_sql;
  return (
    select c.oid from pg_catalog.pg_class as c where c.relnamespace = pg_catalog.pg_my_temp_schema()
      and c.relname = 'outlier_segment'
  );
end;
$$;
comment on function outlier.resolve_segment(text) is
  'Creates the temporary view outlier_segment from a segment''s query, as outlier_segments, and returns its oid. '
  'run_segment drops the view.';

grant create on schema outlier to outlier_segments;
alter function outlier.resolve_segment(text) owner to outlier_segments;
revoke create on schema outlier from outlier_segments;
grant execute on function outlier.resolve_segment(text) to outlier_owner;
