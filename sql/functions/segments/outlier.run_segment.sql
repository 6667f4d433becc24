-- The cursor's plan is made here, from the view that was checked. The cursor keeps its plan when the view is dropped.
create or replace function outlier.run_segment(
  p_view oid, p_fraction double precision default 1, p_only_count boolean default false
)
returns refcursor
language plpgsql
volatile
security definer
set search_path = pg_catalog, outlier, pg_temp
-- The tables that segments read are soon in memory. Random access then costs about as much as sequential access.
set random_page_cost = 1.1
-- The same plan types are allowed as in explain_segment(), which estimated the cost.
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
as $$
begin
  -- The fraction that will be read decides whether an index or a sort is the better way to get the order.
  perform pg_catalog.set_config('cursor_tuple_fraction', p_fraction::text, true);
  execute 'declare outlier_segment no scroll cursor for ' || pg_catalog.format(
    case
      when p_only_count then
        'select count(*)::text from outlier.authors as a where not a.unsubscribed and not a.exclude '
        'and not a.added_via_file_upload and a.phone_number in (select s.phone_number from %s as s)'
      else 'select phone_number from %s'
    end,
    p_view::regclass
  );
  execute pg_catalog.format('drop view %s', p_view::regclass);
  return 'outlier_segment'::refcursor;
end;
$$;
comment on function outlier.run_segment(oid, double precision, boolean) is
  'Opens a cursor over a resolved view, for read_segment, and drops the view. p_fraction: the part of the rows that '
  'will be read, for the planner. p_only_count: the cursor has one row, the number of the segment''s people who may '
  'get a broadcast now.';

grant create on schema outlier to outlier_segments;
alter function outlier.run_segment(oid, double precision, boolean) owner to outlier_segments;
revoke create on schema outlier from outlier_segments;
grant execute on function outlier.run_segment(oid, double precision, boolean) to outlier_owner;
