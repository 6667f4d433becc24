create or replace function outlier.tg_requests__inserted()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if exists (select from new_rows) then
    perform outlier.wake_executor('requests');
  end if;
  return null;
end;
$$;
comment on function outlier.tg_requests__inserted() is 'Wakes the executor, once per statement.';

create or replace trigger _100_inserted
  after insert on outlier.requests
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_requests__inserted();
