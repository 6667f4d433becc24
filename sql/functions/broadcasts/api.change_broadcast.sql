-- Fields that the request does not contain stay. Of two requests at once, the second one changes the result of the
-- first.
create or replace function api.change_broadcast(p_request jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_id bigint;
  v_before outlier.broadcasts;
  v_broadcast outlier.broadcasts;
  v_has_other_shares boolean := false;
begin
  if pg_catalog.jsonb_typeof(p_request) is distinct from 'object' then
    raise exception using errcode = 'OT010', message = 'the request must be a JSON object';
  end if;
  v_id := outlier.request_integer(p_request, 'id');
  if v_id is null then
    raise exception using errcode = 'OT010', message = 'id is missing: give the id of the upcoming broadcast';
  end if;
  select b.* into v_before from outlier.broadcasts as b where b.id = v_id for no key update;
  if not found then
    raise exception using errcode = 'OT009', message = pg_catalog.format('broadcast %s does not exist', v_id);
  end if;
  if not v_before.editable then
    raise exception using
      errcode = 'OT006',
      message = pg_catalog.format('broadcast %s has started and can no longer be changed', v_id),
      hint = 'Reload the page, and change the upcoming broadcast.';
  end if;

  v_broadcast := outlier.broadcast_from_request(v_before, p_request, p_now);
  if p_request -> 'segments' <> 'null' then
    v_has_other_shares := outlier.change_shares(v_id, p_request -> 'segments');
  end if;
  if v_broadcast = v_before and not v_has_other_shares then
    raise exception using
      errcode = 'OT010',
      message = 'the request changes nothing',
      hint = 'Give a field another value, and save again.';
  end if;
  if num_nonnulls(v_before.exempt_reason, v_broadcast.exempt_reason) > 0 then
    perform outlier.require_sender('changing an exempt broadcast');
  end if;
  update outlier.broadcasts as b
  set
    first_message = v_broadcast.first_message,
    second_message = v_broadcast.second_message,
    run_at = v_broadcast.run_at,
    scheduled_after = v_broadcast.scheduled_after,
    delay = v_broadcast.delay,
    no_users = v_broadcast.no_users,
    priority = v_broadcast.priority,
    send_within = v_broadcast.send_within,
    exempt_reason = v_broadcast.exempt_reason,
    written_by = case when v_has_other_shares then outlier.add_writer(b.written_by) else b.written_by end
  where b.id = v_id
  returning b.* into v_broadcast;
  return outlier.upcoming_json(v_broadcast, p_now);
end;
$$;
comment on function api.change_broadcast(jsonb, timestamptz) is
  'Changes the upcoming broadcast and returns it. OT004: the ratios add up to more than 100. OT006: the broadcast was '
  'made already. OT009: there is no broadcast with this id. OT010: a field is not accepted, or nothing changes. '
  'OT013: the broadcast is or becomes exempt, which requires the role sender.';
grant execute on function api.change_broadcast(jsonb, timestamptz) to outlier_executor;
