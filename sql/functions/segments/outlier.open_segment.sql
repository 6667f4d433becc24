create or replace function outlier.open_segment(
  p_name text, p_query text, p_wanted bigint default null, p_only_count boolean default false
)
returns refcursor
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_checked record;
begin
  select c.view, c.expected_rows into v_checked from outlier.check_segment_query(p_name, p_query) as c;
  -- Twice as many, because some of these people may not be texted.
  return outlier.run_segment(
    v_checked.view, least(1, coalesce(2.0 * p_wanted / greatest(v_checked.expected_rows, 1), 1)), p_only_count
  );
end;
$$;
comment on function outlier.open_segment(text, text, bigint, boolean) is
  'Checks a segment''s query and opens a cursor over its people, for read_segment. p_wanted: how many people will be '
  'read; null means all. p_only_count: the cursor has one row, the number of these people who may get a broadcast '
  'now. Only one cursor can be open at a time; close it. OT002: the query is not accepted.';
