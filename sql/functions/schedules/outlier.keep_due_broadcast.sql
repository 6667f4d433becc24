-- Code that changes the schedule or the time zone calls this first, so that a broadcast that is due now still starts.
create or replace function outlier.keep_due_broadcast(p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  update outlier.broadcasts as b
  set run_at = outlier.broadcast_run_at(b)
  where b.state = 'scheduled'
    and b.run_at is null
    and outlier.is_broadcast_due(outlier.broadcast_run_at(b), p_now);
$$;
comment on function outlier.keep_due_broadcast(timestamptz) is
  'If the upcoming broadcast is due now by the weekly schedule, sets its run_at to that slot. A change of the '
  'schedule then does not move it.';
