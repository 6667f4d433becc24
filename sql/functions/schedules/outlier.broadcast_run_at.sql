create or replace function outlier.broadcast_run_at(p_broadcast outlier.broadcasts)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select case when outlier.find_pause_start(p_broadcast) is null then outlier.planned_run_at(p_broadcast) end;
$$;
comment on function outlier.broadcast_run_at(outlier.broadcasts) is
  'When a broadcast is to run: its own run_at, else its slot in the weekly schedule; null where there is neither, and '
  'while it is paused.';
-- Views call it with their reader's rights.
grant execute on function outlier.broadcast_run_at(outlier.broadcasts) to outlier_reader;
