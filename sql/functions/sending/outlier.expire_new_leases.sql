-- While an old transaction stays open, an index scan visits every lease since the start of that transaction. A lease
-- ends after its claim, so a claim checks only the leases that ended since the last check. The maintenance checks all
-- leases each minute.
create or replace function outlier.expire_new_leases(p_now timestamptz)
returns void
language plpgsql
volatile
strict
set search_path = ''
as $$
declare
  v_after timestamptz := (select h.leases_ended_until from outlier.heartbeat as h);
begin
  -- If the clock was set back, the last check proves nothing.
  if v_after is null or v_after > p_now then
    v_after := '-infinity';
  elsif v_after > p_now - interval '1 second' then
    return;
  end if;
  -- Check both queues, because they may share a quota. Otherwise the calls of a dead executor would occupy the quota
  -- for ever.
  perform outlier.expire_leases_after(false, v_after, p_now);
  perform outlier.expire_leases_after(true, v_after, p_now);
  -- If another session has locked a row, the next call checks the same period again.
  update outlier.heartbeat as h
  set leases_ended_until = p_now
  where h.is_only_row = (select free.is_only_row from outlier.heartbeat as free for update skip locked)
    and not exists (
      select
      from outlier.queued_messages as q
      where q.state = 'sending'
        and q.lease_until > v_after
        and q.lease_until <= p_now
    );
end;
$$;
comment on function outlier.expire_new_leases(timestamptz) is
  'Sets messages whose lease expired to unknown, at most once a second. Skips leases that ended before the last '
  'check.';
