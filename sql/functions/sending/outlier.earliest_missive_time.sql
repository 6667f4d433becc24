-- The function is PL/pgSQL, which keeps its plan, because a claim calls it for each follow-up.
create or replace function outlier.earliest_missive_time(p_at timestamptz)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Missive reports whole seconds, and its clock may be behind ours.
  return pg_catalog.date_trunc('second', p_at) - (
    select clock.behind
    from outlier.clock_allowance('missive', p_at) as clock
  );
end;
$$;
comment on function outlier.earliest_missive_time(timestamptz) is
  'Returns the earliest time that Missive may report for an event that happened at p_at or later.';
