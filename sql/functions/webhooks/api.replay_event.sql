-- Each call replays one event in one transaction, as when the event arrived. `outlier replay` calls this function until
-- it returns null.
create or replace function api.replay_event(
  p_event_id bigint default null,
  p_since timestamptz default null,
  p_after jsonb default null,
  p_now timestamptz default now()
)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_event outlier.invoke_history;
  v_tried record;
begin
  if num_nonnulls(p_event_id, p_since) <> 1 then
    raise exception using
      errcode = 'OT010',
      message = 'give either the id of an event, or the time since which events are replayed';
  end if;
  if p_event_id is not null then
    select h.* into v_event from outlier.invoke_history as h where h.id = p_event_id;
    if not found then
      raise exception using
        errcode = 'OT009',
        message = pg_catalog.format('event %s does not exist', p_event_id),
        hint = 'Read the ids in outlier.invoke_history.';
    end if;
  else
    select h.* into v_event
    from outlier.invoke_history as h
    where h.received_at >= p_since
      and (
        p_after is null or (h.received_at, h.id) > ((p_after ->> 'receivedAt')::timestamptz, (p_after ->> 'id')::bigint)
      )
    order by h.received_at, h.id
    limit 1;
    if not found then
      return null;
    end if;
  end if;

  -- A repeat is identical to an event that is stored as well. The body of an erased event is gone.
  if v_event.state in ('repeat', 'erased') then
    return pg_catalog.jsonb_build_object('id', v_event.id, 'receivedAt', v_event.received_at, 'state', v_event.state);
  end if;
  select t.* into v_tried
  from outlier.try_event(
    v_event.rule_type, outlier.parse_json(v_event.body), v_event.id, v_event.digest, v_event.received_at
  ) as t;
  if v_tried.state <> 'failed' then
    perform outlier.resolve_event(
      v_event.id, case when v_event.state = 'done' then 'done' else v_tried.state end, p_now
    );
  elsif v_event.state <> 'failed' then
    insert into outlier.errors (occurred_at, invoke_history_id, rule_type, body, sqlstate, message)
    values (
      v_event.received_at, v_event.id, v_event.rule_type, v_event.body, v_tried.error_code, v_tried.error_message
    );
    update outlier.invoke_history as h set state = 'failed' where h.id = v_event.id
      and h.received_at = v_event.received_at;
  end if;
  return pg_catalog.jsonb_build_object(
    'id', v_event.id, 'receivedAt', v_event.received_at, 'state', v_tried.state, 'error', v_tried.error_message
  );
end;
$$;
comment on function api.replay_event(bigint, timestamptz, jsonb, timestamptz) is
  'Processes a stored webhook again: the event p_event_id, or the next event since p_since. p_after is the previous '
  'result of this function, to continue after it. Returns null if no event is left. An event that was already '
  'processed changes nothing. OT009: the event does not exist.';
grant execute on function api.replay_event(bigint, timestamptz, jsonb, timestamptz) to outlier_executor;
