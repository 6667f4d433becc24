-- While a transaction stays open, the index leads through every lease that was there since. A claim's lease ends after
-- the claim, so a claim looks at the leases that ended since the last claim looked. The maintenance looks at all leases
-- each minute.
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
  -- A clock that was set back: what was looked at may come again.
  if v_after is null or v_after > p_now then
    v_after := '-infinity';
  elsif v_after > p_now - interval '1 second' then
    return;
  end if;
  -- Of both queues: they may share a quota, and calls of a dead executor would take its place for ever.
  perform outlier.expire_leases_after(false, v_after, p_now);
  perform outlier.expire_leases_after(true, v_after, p_now);
  -- A row that another session holds is looked at again.
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
  'Sets messages whose lease ran out to unknown, at most once a second and without looking at leases that ended before '
  'the last look.';
