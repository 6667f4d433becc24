create or replace function outlier.remove_messages(p_is_second boolean, p_ids bigint[])
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- The partition is named, so that its trigger fires.
  if p_is_second then
    delete from outlier.broadcast_second_messages as q where q.id = any (p_ids);
  else
    delete from outlier.broadcast_first_messages as q where q.id = any (p_ids);
  end if;
end;
$$;
comment on function outlier.remove_messages(boolean, bigint[]) is
  'Takes rows out of a queue, whose fate is on record elsewhere.';
