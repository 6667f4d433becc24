-- Run by pg_cron every minute. Each event is a transaction of its own, so that it holds the lock of its conversation
-- for a moment only. A procedure that commits cannot pin its search_path: every name below is qualified.
create or replace procedure outlier.run_event_retries()
language plpgsql
as $$
declare
  v_began timestamptz := pg_catalog.clock_timestamp();
  v_state text;
begin
  -- The next run goes on where this one stops.
  while pg_catalog.clock_timestamp() < v_began + interval '50 seconds' loop
    v_state := outlier.retry_next_event(pg_catalog.now());
    commit;
    exit when v_state is null;
  end loop;
end;
$$;
comment on procedure outlier.run_event_retries() is
  'Tries webhooks that failed again, each in a transaction of its own: see retry_next_event().';
