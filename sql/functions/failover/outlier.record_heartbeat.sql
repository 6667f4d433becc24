-- Nearly always nothing is written, and nobody waits: of two claims at once, one writes.
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
  -- A copy keeps the moment at which it was made: adopt_database() has Twilio asked what went out since.
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
    -- Of two that notice, the second waits here and finds it noticed.
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
  'Writes the heartbeat, at most once a second, and notices a failover: the timeline of the server is another one than '
  'the heartbeat''s. Returns whether the database '
  'is at home: of a copy it does nothing.';
