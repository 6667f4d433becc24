-- Whatever brings them in, a file, a webhook or a statement by hand: it makes a row of authors, and nobody is texted
-- without one.
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
  'Whoever was not to be texted, was erased or deleted and comes in again is not to be texted, once per statement.';

create or replace trigger _100_restore_refusals
  after insert on outlier.authors
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_authors__restore_refusals();
