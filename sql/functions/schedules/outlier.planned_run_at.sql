create or replace function outlier.planned_run_at(p_broadcast outlier.broadcasts)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select coalesce(
    p_broadcast.run_at,
    (
      select outlier.next_slot(
        array[weekly.mon, weekly.tue, weekly.wed, weekly.thu, weekly.fri, weekly.sat, weekly.sun],
        settings.time_zone,
        greatest(p_broadcast.scheduled_after, weekly.effective_from)
      )
      from outlier.broadcast_settings as weekly
      cross join outlier.settings as settings
      where weekly.active
    )
  );
$$;
comment on function outlier.planned_run_at(outlier.broadcasts) is
  'Returns the time of a broadcast even while it is paused: its own run_at, otherwise its slot in the weekly '
  'schedule. Null if it has neither.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.planned_run_at(outlier.broadcasts) to outlier_reader;
