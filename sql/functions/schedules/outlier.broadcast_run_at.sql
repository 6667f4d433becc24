create or replace function outlier.broadcast_run_at(p_broadcast outlier.broadcasts)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select case when outlier.find_pause_start(p_broadcast) is null then outlier.planned_run_at(p_broadcast) end;
$$;
comment on function outlier.broadcast_run_at(outlier.broadcasts) is
  'Returns the time at which a broadcast will run: its own run_at, otherwise its slot in the weekly schedule. Null if '
  'it has neither, and while it is paused.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.broadcast_run_at(outlier.broadcasts) to outlier_reader;
