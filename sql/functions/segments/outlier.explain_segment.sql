create or replace function outlier.explain_segment(p_query text)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, outlier, pg_temp
as $$
declare
  v_sql text := pg_catalog.format(
    E'select segment.phone_number::text from (%s\n) as segment',
    pg_catalog.regexp_replace(p_query, '[;\s]+$', '')
  );
  v_probe refcursor;
  v_plan json;
begin
  -- A cursor takes one statement only, so that explain is never given two.
  open v_probe for execute v_sql;
  close v_probe;
  execute 'explain (verbose, format json) ' || v_sql into v_plan;
  return v_plan::jsonb -> 0 -> 'Plan';
end;
$$;
comment on function outlier.explain_segment(text) is 'The plan of a segment''s query, made as outlier_segments and not run.';

grant create on schema outlier to outlier_segments;
alter function outlier.explain_segment(text) owner to outlier_segments;
revoke create on schema outlier from outlier_segments;
grant execute on function outlier.explain_segment(text) to outlier_owner;
