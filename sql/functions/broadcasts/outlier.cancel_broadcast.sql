create or replace function outlier.cancel_broadcast(p_broadcast_id bigint, p_now timestamptz default now())
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_queue boolean;
  v_ids bigint[];
  v_dropped integer := 0;
begin
  update outlier.broadcasts as b
  set state = 'cancelled', finished_at = p_now
  where b.id = p_broadcast_id
    and b.state in ('sending', 'paused');
  if not found then
    raise exception using
      errcode = 'OT005',
      message = pg_catalog.format('broadcast %s is not being sent: %s', p_broadcast_id,
        coalesce((select b.state from outlier.broadcasts as b where b.id = p_broadcast_id), 'there is none')),
      hint = 'Only a broadcast in state sending or paused can be cancelled.';
  end if;
  -- What an executor has claimed goes out; its follow-up does not.
  for v_queue, v_ids in
    select locked.is_second, pg_catalog.array_agg(locked.id)
    from (
      select q.is_second, q.id
      from outlier.queued_messages as q
      where q.broadcast_id = p_broadcast_id
        and q.state = 'waiting'
      order by q.is_second, q.id
      for update
    ) as locked
    group by locked.is_second
  loop
    perform outlier.drop_messages(v_queue, v_ids, 'cancelled');
    v_dropped := v_dropped + pg_catalog.cardinality(v_ids);
  end loop;
  return v_dropped;
end;
$$;
comment on function outlier.cancel_broadcast(bigint, timestamptz) is
  'Ends a broadcast for good: drops what waits, lists it as cancelled, and returns how many messages that were. OT005: it is not being sent.';
