-- For a call by hand: runs in the caller's transaction. pg_cron calls run_event_retries() instead, which commits after
-- each event.
create or replace function outlier.retry_events(p_now timestamptz default now())
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_state text;
  v_repaired integer := 0;
begin
  for v_try in 1..50 loop
    v_state := outlier.retry_next_event(p_now);
    exit when v_state is null;
    v_repaired := v_repaired + case when v_state <> 'failed' then 1 else 0 end;
  end loop;
  return v_repaired;
end;
$$;
comment on function outlier.retry_events(timestamptz) is
  'Retries up to 50 webhooks: see retry_next_event(). Returns how many of them were processed.';
