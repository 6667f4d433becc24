create or replace function outlier.recheck_held_messages(p_phone_numbers text[] default null)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  -- Lock in one order, to avoid deadlocks.
  v_ids bigint[] := array(
    select q.id
    from outlier.queued_messages as q
    where q.held_since is not null
      and (p_phone_numbers is null or q.recipient_phone_number = any (p_phone_numbers))
    order by q.id
    for update
  );
begin
  if v_ids = '{}' then
    return;
  end if;
  update outlier.queued_messages as q
  set due_at = q.held_since, held_since = null
  where q.id = any (v_ids);
  perform outlier.wake_executor('first_messages');
  perform outlier.wake_executor('second_messages');
end;
$$;
comment on function outlier.recheck_held_messages(text[]) is
  'Makes the next claim judge messages that wait for contact hours again, because the hours or a person''s place '
  'changed. Null: the messages of all people.';
