-- Everything happens in one transaction. No step comes after the commit, so no step can be missed.
create or replace function outlier.make_broadcast(
  p_now timestamptz default now(),
  p_next_run_at timestamptz default null
)
returns bigint
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_broadcast outlier.broadcasts;
  v_next_id bigint;
  v_run_at timestamptz;
begin
  select b.* into v_broadcast from outlier.broadcasts as b where b.state = 'scheduled' for no key update;
  if not found then
    raise exception using
      errcode = 'OT005',
      message = 'there is no upcoming broadcast',
      hint = 'Run: insert into outlier.broadcasts (first_message, second_message) values (''…'', ''…'');';
  end if;
  v_run_at := outlier.broadcast_run_at(v_broadcast);
  perform outlier.queue_broadcast_messages(v_broadcast.id, p_now);

  insert into outlier.broadcasts (
    first_message, second_message, delay, no_users, priority, send_within, written_by, label_name, label_ids, run_at,
    scheduled_after
  )
  values (
    v_broadcast.original_first_message,
    v_broadcast.original_second_message,
    v_broadcast.delay,
    v_broadcast.no_users,
    v_broadcast.priority,
    v_broadcast.send_within,
    v_broadcast.written_by,
    v_broadcast.label_name,
    v_broadcast.label_ids,
    p_next_run_at,
    -- This broadcast uses up its slot, even if the slot is some seconds ahead. If the broadcast was sent by hand, a
    -- later slot stays.
    case when outlier.is_broadcast_due(v_run_at, p_now) then greatest(p_now, v_run_at) else p_now end
  )
  returning id into v_next_id;
  insert into outlier.broadcasts_segments (broadcast_id, segment_id, ratio, first_message, second_message)
  select v_next_id, bs.segment_id, bs.ratio, bs.first_message, bs.second_message
  from outlier.broadcasts_segments as bs
  where bs.broadcast_id = v_broadcast.id;
  return v_broadcast.id;
end;
$$;
comment on function outlier.make_broadcast(timestamptz, timestamptz) is
  'Queues the upcoming broadcast now and creates the next one from its original texts, segments and labels. Returns '
  'the id of the queued broadcast. The next broadcast does not inherit an exemption.';
