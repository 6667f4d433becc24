create or replace function outlier.cancel_broadcast(p_broadcast_id bigint, p_now timestamptz default now())
returns integer
language plpgsql
volatile
set search_path = ''
as $$
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
  return outlier.drop_waiting_of(p_broadcast_id, null, 'cancelled');
end;
$$;
comment on function outlier.cancel_broadcast(bigint, timestamptz) is
  'Ends a broadcast for good: drops what waits, lists it as cancelled, and returns how many messages that were. OT005: it is not being sent.';
