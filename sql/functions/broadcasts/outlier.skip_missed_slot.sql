-- The broadcast stays the upcoming one and gets the next slot of the schedule. A slot that has passed must not delay
-- later slots.
create or replace function outlier.skip_missed_slot(
  p_broadcast outlier.broadcasts,
  p_run_at timestamptz,
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform outlier.report_incident(
    'broadcast_missed',
    pg_catalog.format('broadcast %s was due at %s and was not sent: %s',
      p_broadcast.id, outlier.local_time(p_run_at),
      coalesce(p_broadcast.error, 'the scheduler ran only at ' || outlier.local_time(p_now))),
    'To send it now: select outlier.send_now();',
    p_broadcast.id,
    p_now
  );
  update outlier.broadcasts as b
  set run_at = null, error = null, scheduled_after = greatest(p_run_at, outlier.next_instant(b.scheduled_after))
  where b.id = p_broadcast.id;
end;
$$;
comment on function outlier.skip_missed_slot(outlier.broadcasts, timestamptz, timestamptz) is
  'Reports that the upcoming broadcast was not made in time, and moves it to the next slot of the weekly schedule.';
