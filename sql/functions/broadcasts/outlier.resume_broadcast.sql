create or replace function outlier.resume_broadcast(p_broadcast_id bigint)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.broadcasts as b set state = 'sending' where b.id = p_broadcast_id and b.state = 'paused';
  if not found then
    raise exception using
      errcode = 'OT005',
      message = pg_catalog.format('broadcast %s is not paused: %s', p_broadcast_id,
        coalesce((select b.state from outlier.broadcasts as b where b.id = p_broadcast_id), 'there is none')),
      hint = 'Only a broadcast in state paused can be resumed.';
  end if;
  delete from outlier.refusal_runs as run where run.broadcast_id = p_broadcast_id;
  perform outlier.wake_executor();
end;
$$;
comment on function outlier.resume_broadcast(bigint) is 'Goes on with a paused broadcast where it stood. OT005: it is not paused.';
