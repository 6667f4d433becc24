create or replace function outlier.explain_segment(p_view oid)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, outlier, pg_temp
-- settings.segment_cost_limit assumes PostgreSQL's default cost units. If a plan type is switched off, the planner adds
-- 10,000,000,000 to its cost.
set enable_seqscan = on
set enable_indexscan = on
set enable_indexonlyscan = on
set enable_bitmapscan = on
set enable_tidscan = on
set enable_sort = on
set enable_incremental_sort = on
set enable_hashagg = on
set enable_material = on
set enable_memoize = on
set enable_nestloop = on
set enable_mergejoin = on
set enable_hashjoin = on
set enable_gathermerge = on
set seq_page_cost = 1
set random_page_cost = 4
set cpu_tuple_cost = 0.01
set cpu_index_tuple_cost = 0.005
set cpu_operator_cost = 0.0025
as $$
declare
  v_plan json;
begin
  execute pg_catalog.format('explain (format json) select phone_number from %s', p_view::regclass) into v_plan;
  return v_plan::jsonb -> 0 -> 'Plan';
end;
$$;
comment on function outlier.explain_segment(oid) is
  'Returns the plan of a resolved view without running it. Runs as outlier_segments. Check the view with '
  'find_unsafe_function() first, because planning may run functions.';

grant create on schema outlier to outlier_segments;
alter function outlier.explain_segment(oid) owner to outlier_segments;
revoke create on schema outlier from outlier_segments;
grant execute on function outlier.explain_segment(oid) to outlier_owner;
