-- A file, a webhook or a manual statement may add the person again. All of them insert a row into authors, and nobody
-- is texted without one.
create or replace function outlier.tg_authors__restore_refusals()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if exists (select from outlier.erased_people) then
    perform outlier.restore_refusals(array(select n.phone_number from new_rows as n));
  end if;
  return null;
end;
$$;
comment on function outlier.tg_authors__restore_refusals() is
  'Unsubscribes or excludes new authors again who were unsubscribed or excluded when they were erased or deleted. '
  'Runs once per statement.';

create or replace trigger _100_restore_refusals
  after insert on outlier.authors
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_authors__restore_refusals();
