-- pg_cron runs this every minute. Each event has a transaction of its own, so that the lock on its conversation is
-- short. A procedure that commits cannot set its search_path: every name below is qualified.
create or replace procedure outlier.run_event_retries()
language plpgsql
as $$
declare
  v_began timestamptz := pg_catalog.clock_timestamp();
  v_state text;
begin
  -- The next run continues where this one stops.
  while pg_catalog.clock_timestamp() < v_began + interval '50 seconds' loop
    v_state := outlier.retry_next_event(pg_catalog.now());
    commit;
    exit when v_state is null;
  end loop;
end;
$$;
comment on procedure outlier.run_event_retries() is
  'Retries webhooks that failed, each in a transaction of its own. See retry_next_event().';
