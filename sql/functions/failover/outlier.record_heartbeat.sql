-- Usually nothing is written, and no session waits: of two simultaneous claims, only one writes.
create or replace function outlier.record_heartbeat(p_now timestamptz)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_timeline text := outlier.server_timeline();
  v_is_synchronous boolean :=
    pg_catalog.current_setting('synchronous_standby_names') <> ''
    and pg_catalog.current_setting('synchronous_commit') in ('on', 'remote_apply', 'remote_write');
  v_beat outlier.heartbeat;
begin
  -- In a copy, the heartbeat keeps the time of the copy. adopt_database() has Twilio's log read from that time on.
  if not outlier.check_home(p_now) then
    return false;
  end if;
  select h.* into v_beat from outlier.heartbeat as h;
  if v_beat.is_only_row is null then
    insert into outlier.heartbeat (timeline, beat_at, is_synchronous)
    values (v_timeline, p_now, v_is_synchronous)
    on conflict (is_only_row) do nothing;
    return true;
  end if;
  if v_timeline <> v_beat.timeline then
    -- If two sessions notice the failover, the second waits here and then finds it recorded.
    select h.* into v_beat from outlier.heartbeat as h for update;
    if v_timeline <> v_beat.timeline then
      perform outlier.notice_failover(v_beat, v_timeline, p_now);
      update outlier.heartbeat as h
      set timeline = v_timeline, beat_at = p_now, is_synchronous = v_is_synchronous;
    end if;
    return true;
  end if;
  if v_beat.beat_at <= p_now - interval '1 second' or v_beat.timeline is null and v_timeline is not null then
    update outlier.heartbeat as h
    set
      timeline = coalesce(v_timeline, h.timeline),
      beat_at = greatest(h.beat_at, p_now),
      is_synchronous = v_is_synchronous
    where h.is_only_row = (select free.is_only_row from outlier.heartbeat as free for update skip locked);
  end if;
  return true;
end;
$$;
comment on function outlier.record_heartbeat(timestamptz) is
  'Writes the heartbeat, at most once a second. If the server''s timeline differs from the heartbeat''s, records a '
  'failover. Returns true if the database is at home. In a copy it does nothing and returns false.';
