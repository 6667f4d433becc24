-- Everything in one transaction: no step comes after the commit, so none can be missed.
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
    -- The slot that this one was made for is used, be it some seconds ahead. A later one stays: this one was sent by
    -- hand.
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
  'Queues the upcoming broadcast now, makes the next one from its original texts, segments and labels, and returns '
  'the id of the queued one. The next broadcast does not inherit an exemption.';
