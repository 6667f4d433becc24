create or replace function outlier.pause_broadcast(p_broadcast_id bigint)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.broadcasts as b set state = 'paused' where b.id = p_broadcast_id and b.state = 'sending';
  if not found then
    raise exception using
      errcode = 'OT005',
      message = pg_catalog.format('broadcast %s is not being sent: %s', p_broadcast_id,
        coalesce((select b.state from outlier.broadcasts as b where b.id = p_broadcast_id), 'there is none')),
      hint = 'Only a broadcast in state sending can be paused.';
  end if;
end;
$$;
comment on function outlier.pause_broadcast(bigint) is 'Stops a broadcast at the next claim; what waits keeps waiting. OT005: it is not sending.';
