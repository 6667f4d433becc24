-- A form sends back every field that it showed. So a runAt that equals the slot of the schedule does not fix the
-- broadcast to that time.
create or replace function outlier.broadcast_from_request(
  p_broadcast outlier.broadcasts,
  p_request jsonb,
  p_now timestamptz
)
returns outlier.broadcasts
language plpgsql
stable
set search_path = ''
as $$
declare
  v_broadcast outlier.broadcasts := p_broadcast;
  v_number bigint;
begin
  if p_request ? 'firstMessage' then
    v_broadcast.first_message := outlier.request_text(p_request, 'firstMessage', 1600);
    if v_broadcast.first_message is null then
      raise exception using errcode = 'OT010', message = 'firstMessage must not be empty';
    end if;
  end if;
  if p_request ? 'secondMessage' then
    v_broadcast.second_message := outlier.request_text(p_request, 'secondMessage', 1600);
  end if;

  v_number := outlier.request_integer(p_request, 'delay');
  if v_number < 1 or v_number > 2592000 then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('delay must be at least 1 and at most 2592000 seconds (30 days), not %s', v_number);
  end if;
  v_broadcast.delay := coalesce(v_number, v_broadcast.delay);

  v_number := outlier.request_integer(p_request, 'noRecipients');
  if v_number <> p_broadcast.no_users then
    v_broadcast.no_users := outlier.read_batch_size(v_number, 'noRecipients');
  end if;

  select r.p_priority, r.p_send_within, r.p_exempt_reason
  into v_broadcast.priority, v_broadcast.send_within, v_broadcast.exempt_reason
  from outlier.rules_from_request(
    p_request, v_broadcast.priority, v_broadcast.send_within, v_broadcast.exempt_reason
  ) as r;

  v_number := outlier.request_integer(p_request, 'runAt');
  if v_number is null and p_request ? 'runAt' then
    if outlier.find_pause_start(p_broadcast) is null and outlier.is_broadcast_due(p_broadcast.run_at, p_now) then
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format('runAt cannot be removed: the broadcast was due at %s, and Outlier is starting it',
          outlier.local_time(p_broadcast.run_at)),
        hint = 'To postpone it, set runAt to a time in the future.';
    end if;
    v_broadcast.run_at := null;
    -- Earlier slots do not count for this broadcast.
    if p_broadcast.run_at is not null then
      v_broadcast.scheduled_after := greatest(p_now, outlier.next_instant(p_broadcast.scheduled_after));
    end if;
  elsif v_number is distinct from pg_catalog.floor(extract(epoch from outlier.planned_run_at(p_broadcast)))
    and p_request ? 'runAt'
  then
    v_broadcast.run_at := outlier.future_time(v_number, 'runAt', p_now);
  end if;
  return v_broadcast;
end;
$$;
comment on function outlier.broadcast_from_request(outlier.broadcasts, jsonb, timestamptz) is
  'Returns a broadcast with the fields of a request of the HTTP API applied to it. OT010: a field is not accepted.';
