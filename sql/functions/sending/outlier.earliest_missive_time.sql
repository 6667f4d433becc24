-- In PL/pgSQL, which keeps its plan: a claim asks for each follow-up.
create or replace function outlier.earliest_missive_time(p_at timestamptz)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
begin
  -- Missive tells time in whole seconds, by a clock of its own.
  return pg_catalog.date_trunc('second', p_at) - (
    select clock.behind
    from outlier.clock_allowance('missive', p_at) as clock
  );
end;
$$;
comment on function outlier.earliest_missive_time(timestamptz) is
  'The earliest time that Missive may give to something that happened at this moment, or after it.';
