-- Arguments of the trigger: the queues that the table contains.
create or replace function outlier.tg__queue_deleted()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_queue text;
begin
  if exists (select from old_rows) then
    foreach v_queue in array TG_ARGV loop
      perform outlier.remove_send_job(v_queue);
    end loop;
  end if;
  return null;
end;
$$;
comment on function outlier.tg__queue_deleted() is
  'Removes the send job when the last message has left the queue. Runs once per statement.';

create or replace trigger outlier_on_broadcast_first_messages_delete
  after delete on outlier.broadcast_first_messages
  referencing old table as old_rows
  for each statement
  execute function outlier.tg__queue_deleted('first_messages');
create or replace trigger outlier_on_broadcast_second_messages_delete
  after delete on outlier.broadcast_second_messages
  referencing old table as old_rows
  for each statement
  execute function outlier.tg__queue_deleted('second_messages');
create or replace trigger _100_queue_deleted
  after delete on outlier.queued_messages
  referencing old table as old_rows
  for each statement
  execute function outlier.tg__queue_deleted('first_messages', 'second_messages');
