-- pg_cron runs this function every minute. A second run at the same time waits for the lock. It then finds the next
-- broadcast, which is not due.
create or replace function outlier.check_and_trigger_broadcast(p_now timestamptz default now())
returns text
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_settings outlier.settings;
  v_broadcast outlier.broadcasts;
  v_run_at timestamptz;
  v_last timestamptz;
  v_message text;
  v_hint text;
  v_detail text;
  v_id bigint;
begin
  select s.* into v_settings from outlier.settings as s;
  if not found then
    perform outlier.require_settings();
  end if;

  if outlier.describe_copy() is not null then
    return 'This database is a copy of ' || outlier.describe_copy() || ': no broadcast starts.';
  end if;
  loop
    select b.* into v_broadcast from outlier.broadcasts as b where b.state = 'scheduled' for no key update;
    if not found then
      return 'There is no upcoming broadcast.';
    end if;
    v_run_at := outlier.broadcast_run_at(v_broadcast);
    if v_run_at is null then
      return pg_catalog.format(
        'Broadcast %s has no run_at, and there is no active schedule in outlier.broadcast_settings.', v_broadcast.id
      );
    end if;
    -- The broadcast is due from the first second of its minute.
    if pg_catalog.date_trunc('minute', v_run_at, 'UTC') > p_now then
      return pg_catalog.format('Broadcast %s is due at %s.', v_broadcast.id, outlier.local_time(v_run_at));
    end if;

    v_last := outlier.last_broadcast_at(p_now);
    if p_now - v_run_at > v_settings.catch_up_window then
      perform outlier.skip_missed_slot(v_broadcast, v_run_at, p_now);
      continue;
    end if;
    -- Compare whole minutes, so that the seconds of the last start do not cost a slot.
    if pg_catalog.date_trunc('minute', p_now, 'UTC')
      < pg_catalog.date_trunc('minute', v_last, 'UTC') + v_settings.broadcast_gap
    then
      perform outlier.report_incident(
        'broadcast_skipped',
        pg_catalog.format(
          'broadcast %s was skipped: it was due at %s, too soon after the last one, which started at %s',
          v_broadcast.id, outlier.local_time(v_run_at), outlier.local_time(v_last)
        ),
        'The shortest time between two broadcasts is broadcast_gap in outlier.settings.',
        v_broadcast.id,
        p_now
      );
    else
      exit;
    end if;
    -- The broadcast stays the upcoming one and gets the next slot of the schedule. A slot that has passed must not
    -- delay later slots.
    update outlier.broadcasts as b
    set run_at = null, scheduled_after = greatest(v_run_at, outlier.next_instant(b.scheduled_after))
    where b.id = v_broadcast.id;
  end loop;

  begin
    v_id := outlier.make_broadcast(p_now);
  exception
    -- outlier.problems lists the broadcast while it waits.
    when sqlstate 'OT012' then
      get stacked diagnostics v_message = message_text;
      update outlier.broadcasts as b set error = v_message where b.id = v_broadcast.id;
      return pg_catalog.format('Broadcast %s waits: %s.', v_broadcast.id, v_message);
    -- Everything that make_broadcast did is rolled back. Outlier retries within the catch-up window.
    when query_canceled or others then
      get stacked diagnostics v_message = message_text, v_hint = pg_exception_hint, v_detail = pg_exception_detail;
      -- Add the SQLSTATE of a segment's error. The rest of the detail may name a person.
      v_message := v_message || coalesce(' (' || pg_catalog.substring(v_detail, '^SQLSTATE [0-9A-Z]{5}$') || ')', '');
      perform outlier.report_incident(
        'broadcast_failed',
        pg_catalog.format('broadcast %s could not be started: %s', v_broadcast.id, v_message),
        v_hint,
        v_broadcast.id,
        p_now);
      raise warning using
        message = pg_catalog.format('broadcast %s could not be started: %s', v_broadcast.id, v_message),
        hint = v_hint;
      return pg_catalog.format('Broadcast %s could not be started: %s', v_broadcast.id, v_message);
  end;
  return pg_catalog.format('Broadcast %s started: %s people.', v_id,
    (select pg_catalog.count(*) from outlier.recipients as r where r.batch_id = v_id and r.reason is null));
end;
$$;
comment on function outlier.check_and_trigger_broadcast(timestamptz) is
  'Starts the upcoming broadcast if it is due. Reports a broadcast that was missed or would start too soon. Returns '
  'what it did.';
