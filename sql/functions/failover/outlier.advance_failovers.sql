-- Runs every minute, and before each claim while a failover is open.
create or replace function outlier.advance_failovers(p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_failover outlier.failovers;
begin
  for v_failover in
    select f.* from outlier.failovers as f where f.state <> 'done' order by f.id for update skip locked
  loop
    if v_failover.lists_left > 0 then
      if v_failover.state = 'reading'
        and v_failover.is_synchronous
        and p_now >= v_failover.noticed_at + interval '1 minute'
      then
        perform outlier.end_failover(v_failover, p_now);
      elsif not exists (
        select
        from outlier.requests as r
        where r.kind = 'list_lost_span'
          and (r.payload ->> 'failover')::bigint = v_failover.id
      ) then
        -- An administrator may have deleted the requests.
        perform outlier.ask_for_lost_span(v_failover.id, p_now, p_now);
      end if;
      continue;
    end if;

    update outlier.failovers as f set is_read = true where f.id = v_failover.id returning f.* into v_failover;
    if v_failover.state = 'settling' then
      perform outlier.release_suspect_messages(v_failover, p_now);
      perform outlier.end_failover(v_failover, p_now);
    elsif v_failover.is_synchronous then
      perform outlier.end_failover(v_failover, p_now);
    else
      update outlier.failovers as f
      set state = 'settling', texts_held = outlier.hold_suspect_messages(v_failover, p_now)
      where f.id = v_failover.id;
      perform outlier.ask_for_lost_span(v_failover.id, v_failover.settle_at, p_now);
      perform outlier.wake_executor();
    end if;
  end loop;
end;
$$;
comment on function outlier.advance_failovers(timestamptz) is
  'Moves each open failover to its next step when the reading of Twilio''s log is complete. If commits waited for a '
  'synchronous standby, sending resumes after one minute even if the log has not been read.';
