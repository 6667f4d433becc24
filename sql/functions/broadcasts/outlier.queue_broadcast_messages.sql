-- Called by make_broadcast, in its transaction. Locks the broadcast: of two calls, the second finds it made and fails.
create or replace function outlier.queue_broadcast_messages(broadcast_id bigint, p_now timestamptz default now())
returns integer
language plpgsql
volatile
set search_path = ''
set work_mem = '64MB'
as $$
#variable_conflict use_column
declare
  v_settings outlier.settings := outlier.require_settings();
  v_broadcast outlier.broadcasts;
  v_share record;
  v_chosen integer := 0;
begin
  select b.* into v_broadcast
  from outlier.broadcasts as b
  where b.id = queue_broadcast_messages.broadcast_id
  for no key update;
  if not found then
    raise exception using errcode = 'OT009', message = pg_catalog.format('there is no broadcast %s', queue_broadcast_messages.broadcast_id);
  end if;
  if v_broadcast.state <> 'upcoming' then
    raise exception using
      errcode = 'OT005',
      message = pg_catalog.format('broadcast %s has been made already', v_broadcast.id),
      hint = 'Each broadcast is made once. The next one is upcoming.';
  end if;
  update outlier.broadcasts as b
  set
    state = 'sending',
    editable = false,
    made_at = p_now,
    run_at = p_now,
    first_message = outlier.with_short_links(b.first_message),
    second_message = outlier.with_short_links(b.second_message),
    links_settle_by = case
      when outlier.request_links(array[b.first_message, b.second_message], p_now, p_is_queueing => true)
        then p_now + v_settings.link_wait
    end
  where b.id = v_broadcast.id
  returning b.* into v_broadcast;
  -- Before recipients, as everybody does who takes a message out of its queue: rows that somebody has queued by hand.
  perform from outlier.queued_messages as q where q.broadcast_id = v_broadcast.id order by q.id for update;

  for v_share in
    select bs.segment_id, pg_catalog.floor(bs.ratio * v_broadcast.no_users / 100)::integer as quota
    from outlier.broadcasts_segments as bs
    where bs.broadcast_id = v_broadcast.id
    order by bs.segment_id
  loop
    v_chosen := v_chosen + outlier.choose_recipients(v_broadcast.id, v_share.segment_id, v_share.quota, p_now);
  end loop;

  -- Each share is rounded down and a segment may be small: Inactive fills what is missing.
  for v_share in
    select s.id as segment_id
    from outlier.audience_segments as s
    where s.name = 'Inactive'
      and v_chosen < v_broadcast.no_users
  loop
    v_chosen := v_chosen
      + outlier.choose_recipients(v_broadcast.id, v_share.segment_id, v_broadcast.no_users - v_chosen, p_now);
  end loop;

  insert into outlier.broadcast_first_messages (broadcast_id, audience_segment_id, recipient_phone_number, message, due_at)
  select v_broadcast.id, r.audience_segment_id, r.phone_number, v_broadcast.first_message, p_now
  from outlier.recipients as r
  where r.broadcast_id = v_broadcast.id
    and r.reason is null
  order by r.id
  -- A person for whom somebody has queued a message of this broadcast by hand gets that one.
  on conflict do nothing;

  if not exists (select from outlier.queued_messages as q where q.broadcast_id = v_broadcast.id) then
    update outlier.broadcasts as b set state = 'done', finished_at = p_now where b.id = v_broadcast.id;
  end if;
  if v_chosen = 0 then
    perform outlier.report_incident(
      'broadcast_empty',
      pg_catalog.format('broadcast %s reached nobody: no segment yields a person who may be texted', v_broadcast.id),
      'See outlier.recipients for who was left out, and outlier.broadcasts_segments for its segments.',
      v_broadcast.id,
      null,
      p_now
    );
  end if;
  return v_chosen;
end;
$$;
comment on function outlier.queue_broadcast_messages(bigint, timestamptz) is
  'Picks the people of an upcoming broadcast, lists them in recipients, queues their first messages and returns how many. OT005: made already. OT003: a segment failed.';
