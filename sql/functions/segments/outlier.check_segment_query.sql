-- PostgreSQL cannot limit the run time of a part of a statement. Outlier therefore refuses any query that could run
-- forever: recursion, functions with effects (such as pg_sleep), and a cost above settings.segment_cost_limit. The
-- session's statement_timeout bounds the rest. The role of the cron jobs has one, and no function that a query may call
-- can change it.
create or replace function outlier.check_segment_query(
  p_name text,
  p_query text,
  out view oid,
  out expected_rows double precision
)
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_unsafe record;
  v_plan jsonb;
  v_limit double precision := (select s.segment_cost_limit from outlier.settings as s);
  v_message text;
  v_state text;
begin
  begin
    view := outlier.resolve_segment(p_query);
    select f.* into v_unsafe from outlier.find_unsafe_function(view) as f;
    if not found then
      v_plan := outlier.explain_segment(view);
    end if;
  exception
    when others then
      get stacked diagnostics v_message = message_text, v_state = returned_sqlstate;
      raise exception using
        errcode = 'OT002',
        message = pg_catalog.format(
          'segment "%s" is not accepted: %s', p_name, outlier.explain_query_error(v_message, p_query)
        ),
        detail = 'SQLSTATE ' || v_state,
        hint =
          'Its query must be one select that yields phone_number from the audience tables, '
          'such as: select phone_number from authors';
  end;

  if v_unsafe.name is not null then
    raise exception using
      errcode = 'OT002',
      message = pg_catalog.format('segment "%s" calls %s, %s', p_name, v_unsafe.name, v_unsafe.problem),
      hint = v_unsafe.remedy;
  end if;
  if exists (select from outlier.segment_objects(view) as o where o.tree ~ ':hasRecursive true') then
    raise exception using
      errcode = 'OT002',
      message = pg_catalog.format('segment "%s" is recursive and could run forever', p_name),
      hint = 'Write its query without "with recursive".';
  end if;
  if (v_plan ->> 'Total Cost')::double precision > coalesce(v_limit, 1e7) then
    raise exception using
      errcode = 'OT002',
      message = pg_catalog.format('segment "%s" would take too long: its estimated cost is %s, and the limit is %s',
        p_name, v_plan ->> 'Total Cost', coalesce(v_limit, 1e7)),
      hint = 'Join the tables on their keys, or raise segment_cost_limit in outlier.settings.';
  end if;
  expected_rows := (v_plan ->> 'Plan Rows')::double precision;
end;
$$;
comment on function outlier.check_segment_query(text, text) is
  'Checks a segment''s query. Returns its view, for run_segment, and the number of rows that PostgreSQL expects. '
  'OT002: the query is not one bounded, read-only select that yields phone_number; the error says what to change.';
