-- PostgreSQL cannot limit the time of a part of a statement. What could run for ever is therefore refused by its plan:
-- recursion, functions with effects (pg_sleep among them), and a cost beyond settings.segment_cost_limit. What remains is
-- bounded by the session's statement_timeout, which the role of the cron jobs has.
create or replace function outlier.check_segment_query(p_name text, p_query text)
returns jsonb
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_function text;
  v_plan jsonb;
  v_limit double precision := (select s.segment_cost_limit from outlier.settings as s);
  v_message text;
  v_state text;
begin
  select p.proname into v_function
  from pg_catalog.regexp_matches(lower(p_query), '([a-z_][a-z0-9_]*)"?\s*\(', 'g') as called (names)
  inner join pg_catalog.pg_proc as p on p.proname = called.names[1]
  where p.provolatile = 'v'
    and p.proname not in ('random', 'clock_timestamp', 'timeofday', 'gen_random_uuid')
  limit 1;
  if found then
    raise exception using
      errcode = 'OT002',
      message = pg_catalog.format('segment "%s" calls %s, which is more than reading', p_name, v_function),
      hint = 'A segment''s query may read the audience tables and call functions without effects.';
  end if;

  begin
    v_plan := outlier.explain_segment(p_query);
  exception
    when others then
      get stacked diagnostics v_message = message_text, v_state = returned_sqlstate;
      raise exception using
        errcode = 'OT002',
        message = pg_catalog.format('segment "%s" is not accepted: %s', p_name, v_message),
        detail = 'SQLSTATE ' || v_state,
        hint = 'Its query must be one select that yields phone_number from the audience tables, such as: select phone_number from authors';
  end;

  if pg_catalog.jsonb_path_exists(v_plan, '$.** ? (@."Node Type" == "Recursive Union")') then
    raise exception using
      errcode = 'OT002',
      message = pg_catalog.format('segment "%s" is recursive and could run for ever', p_name),
      hint = 'Write its query without "with recursive".';
  end if;
  -- The planner knows how long a series of integers is, and takes one of numerics for short.
  if v_plan::text ~ 'generate_series\([^"]*::numeric' then
    raise exception using
      errcode = 'OT002',
      message = pg_catalog.format('segment "%s" makes a series of numerics, which could run for ever', p_name),
      hint = 'Make a series of integers instead: generate_series(1, 100).';
  end if;
  if (v_plan ->> 'Total Cost')::double precision > coalesce(v_limit, 1e7) then
    raise exception using
      errcode = 'OT002',
      message = pg_catalog.format('segment "%s" would take too long: its estimated cost is %s, the limit %s',
        p_name, v_plan ->> 'Total Cost', coalesce(v_limit, 1e7)),
      hint = 'Join the tables on their keys, or raise segment_cost_limit in outlier.settings.';
  end if;
  return v_plan;
end;
$$;
comment on function outlier.check_segment_query(text, text) is
  'The plan of a segment''s query. OT002: it is not one bounded select that yields phone_number; the error says what to change.';
