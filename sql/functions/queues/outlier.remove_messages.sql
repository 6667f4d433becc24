create or replace function outlier.remove_messages(p_is_second boolean, p_ids bigint[])
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- Name the partition, so that its trigger fires.
  if p_is_second then
    delete from outlier.broadcast_second_messages as q where q.id = any (p_ids);
  else
    delete from outlier.broadcast_first_messages as q where q.id = any (p_ids);
  end if;
end;
$$;
comment on function outlier.remove_messages(boolean, bigint[]) is
  'Removes messages from a queue. The caller has recorded their outcome elsewhere.';
