-- Of two calls at once, the second one waits for the lock. It then finds that its broadcast was already made.
create or replace function outlier.send_now(p_now timestamptz default now())
returns bigint
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_meant bigint := (select b.id from outlier.broadcasts as b where b.state = 'scheduled');
  v_broadcast outlier.broadcasts;
  v_settings outlier.settings := outlier.require_settings();
  v_run_at timestamptz;
  v_last timestamptz;
begin
  select b.* into v_broadcast from outlier.broadcasts as b where b.id = v_meant for no key update;
  if v_meant is null or v_broadcast.state <> 'scheduled' then
    raise exception using
      errcode = 'OT007',
      message = case
        when v_meant is null then 'there is no upcoming broadcast'
        else 'the broadcast is already being sent'
      end,
      hint = 'Read the progress on the page Today, or in outlier.broadcast_progress.';
  end if;
  if outlier.find_pause_start(v_broadcast) is not null then
    raise exception using
      errcode = 'OT007',
      message = pg_catalog.format('the broadcast has been paused since %s', outlier.local_time(
        outlier.find_pause_start(v_broadcast)
      )),
      hint = 'Resume it first.';
  end if;
  -- A slot older than the catch-up window is missed, even if the scheduler has not reported it yet.
  loop
    v_run_at := outlier.broadcast_run_at(v_broadcast);
    exit when v_run_at is null or p_now - v_run_at <= v_settings.catch_up_window;
    perform outlier.skip_missed_slot(v_broadcast, v_run_at, p_now);
    select b.* into v_broadcast from outlier.broadcasts as b where b.id = v_meant;
  end loop;
  if v_run_at <= p_now + v_settings.send_now_margin then
    raise exception using
      errcode = 'OT007',
      message = pg_catalog.format(
        'the broadcast starts by itself at %s, too soon to send it by hand', outlier.local_time(v_run_at)
      ),
      hint = pg_catalog.format(
        'In the last %s before its time, a broadcast cannot be sent by hand. Wait until it starts, or change its time.',
        v_settings.send_now_margin
      );
  end if;
  -- Two presses of the button mean one broadcast.
  v_last := outlier.last_broadcast_at(p_now);
  if p_now < v_last + v_settings.broadcast_gap then
    raise exception using
      errcode = 'OT007',
      message = pg_catalog.format('the last broadcast started at %s, which is too recent', outlier.local_time(v_last)),
      hint = pg_catalog.format(
        'Wait until %s, which is broadcast_gap of the settings after that start.',
        outlier.local_time(v_last + v_settings.broadcast_gap)
      );
  end if;
  -- If an editor had set a time, the next broadcast keeps it.
  return outlier.make_broadcast(p_now, v_broadcast.run_at);
end;
$$;
comment on function outlier.send_now(timestamptz) is
  'Starts the upcoming broadcast at once and returns its id. OT007: the broadcast is due within '
  'settings.send_now_margin or is paused, the last one started within settings.broadcast_gap, or there is no upcoming '
  'broadcast.';
