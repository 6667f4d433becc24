create or replace function api.change_broadcast_settings(p_request jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_schedule jsonb := p_request -> 'schedule';
  v_batch_size bigint := outlier.request_integer(p_request, 'batchSize');
  v_upcoming outlier.broadcasts;
  v_weekly outlier.broadcast_settings;
  v_stranger text;
begin
  if pg_catalog.jsonb_typeof(v_schedule) is distinct from 'object' then
    raise exception using
      errcode = 'OT010',
      message = 'schedule is missing: give an object of days, such as {"mon": "10:00", "tue": null}';
  end if;
  select given.day into v_stranger
  from pg_catalog.jsonb_object_keys(v_schedule) as given (day)
  where given.day not in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')
  limit 1;
  if found then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('schedule has no day "%s"', outlier.mask_value(v_stranger)),
      hint = 'The days are mon, tue, wed, thu, fri, sat and sun.';
  end if;
  -- Without this lock, two simultaneous calls could both find no schedule and insert one each. The schedule is locked
  -- before the broadcast, as in a change by hand.
  lock table outlier.broadcast_settings in share row exclusive mode;
  select b.* into v_upcoming from outlier.broadcasts as b where b.state = 'scheduled' for no key update;
  -- A form sends back all values that it showed. The current value may exceed the limit, so only a changed value is
  -- checked.
  if v_batch_size is distinct from v_upcoming.no_users then
    v_batch_size := outlier.read_batch_size(v_batch_size, 'batchSize');
  end if;
  if v_batch_size is not null then
    if v_upcoming.id is null then
      raise exception using errcode = 'OT005', message = 'batchSize cannot be set: there is no upcoming broadcast';
    end if;
    update outlier.broadcasts as b set no_users = v_batch_size where b.id = v_upcoming.id
      and b.no_users <> v_batch_size;
  end if;

  select w.* into v_weekly from outlier.broadcast_settings as w where w.active;
  v_weekly.mon := outlier.schedule_time(v_schedule, 'mon', v_weekly.mon);
  v_weekly.tue := outlier.schedule_time(v_schedule, 'tue', v_weekly.tue);
  v_weekly.wed := outlier.schedule_time(v_schedule, 'wed', v_weekly.wed);
  v_weekly.thu := outlier.schedule_time(v_schedule, 'thu', v_weekly.thu);
  v_weekly.fri := outlier.schedule_time(v_schedule, 'fri', v_weekly.fri);
  v_weekly.sat := outlier.schedule_time(v_schedule, 'sat', v_weekly.sat);
  v_weekly.sun := outlier.schedule_time(v_schedule, 'sun', v_weekly.sun);
  if pg_catalog.num_nonnulls(
    v_weekly.mon, v_weekly.tue, v_weekly.wed, v_weekly.thu, v_weekly.fri, v_weekly.sat, v_weekly.sun
  ) = 0 then
    raise exception using
      errcode = 'OT010',
      message = 'at least one day must have a time',
      hint = 'To send nothing for a while, move the upcoming broadcast: set its runAt.';
  end if;
  if v_weekly.id is null then
    insert into outlier.broadcast_settings (mon, tue, wed, thu, fri, sat, sun, effective_from)
    values (v_weekly.mon, v_weekly.tue, v_weekly.wed, v_weekly.thu, v_weekly.fri, v_weekly.sat, v_weekly.sun, p_now);
  else
    update outlier.broadcast_settings as w
    set
      mon = v_weekly.mon, tue = v_weekly.tue, wed = v_weekly.wed, thu = v_weekly.thu, fri = v_weekly.fri,
      sat = v_weekly.sat, sun = v_weekly.sun,
      effective_from = greatest(p_now, w.effective_from)
    where w.id = v_weekly.id
      -- Saving the same times must not move effective_from.
      and (w.mon, w.tue, w.wed, w.thu, w.fri, w.sat, w.sun)
        is distinct from
        (v_weekly.mon, v_weekly.tue, v_weekly.wed, v_weekly.thu, v_weekly.fri, v_weekly.sat, v_weekly.sun);
  end if;
  return outlier.broadcast_settings_json();
end;
$$;
comment on function api.change_broadcast_settings(jsonb, timestamptz) is
  'Changes the weekly schedule and the size of the upcoming broadcast, and returns both. OT005: there is no upcoming '
  'broadcast. OT010: a value is not accepted.';
grant execute on function api.change_broadcast_settings(jsonb, timestamptz) to outlier_executor;
