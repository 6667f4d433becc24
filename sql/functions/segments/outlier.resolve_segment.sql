-- The view freezes the query as PostgreSQL has read it: each name is the object that it stood for, each literal its
-- value. That view is judged and then run, so no other search_path, setting or text comes between the two. Nothing is
-- planned here: planning would run functions that nobody has judged.
create or replace function outlier.resolve_segment(p_query text)
returns oid
language plpgsql
volatile
strict
security definer
-- Segment queries name tables without their schema.
set search_path = pg_catalog, outlier, pg_temp
-- A backslash in a literal means the same whatever the session has set.
set standard_conforming_strings = on
as $$
declare
  v_sql text := pg_catalog.format(
    E'select segment.phone_number::text from (%s\n) as segment',
    pg_catalog.regexp_replace(p_query, E'[;\\s]+$', '')
  );
  v_probe refcursor;
begin
  -- A cursor takes one statement only. Of an explain that nobody fetches from, PostgreSQL plans nothing.
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
  'Makes the temporary view outlier_segment of what a segment''s query means for outlier_segments, and returns its '
  'oid. run_segment drops it.';

grant create on schema outlier to outlier_segments;
alter function outlier.resolve_segment(text) owner to outlier_segments;
revoke create on schema outlier from outlier_segments;
grant execute on function outlier.resolve_segment(text) to outlier_owner;
