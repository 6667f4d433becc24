-- A number that must not be texted stays so when its row is deleted. Otherwise the next file would add the person
-- again, and they would be texted.
create or replace function outlier.tg_authors__remember_refusal()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
begin
  if TG_OP = 'TRUNCATE' then
    perform outlier.remember_refusal(a) from outlier.authors as a where a.unsubscribed or a.exclude;
    return null;
  end if;
  perform outlier.remember_refusal(OLD);
  if TG_OP = 'UPDATE' then
    perform outlier.restore_refusals(array[NEW.phone_number]);
  end if;
  return null;
end;
$$;
comment on function outlier.tg_authors__remember_refusal() is
  'When a row is deleted, truncated or gets another number, stores that its person must not be texted. For a new '
  'number, restores its stored opt-out or exclusion.';

create or replace trigger _200_deleted
  after delete on outlier.authors
  for each row
  when (old.unsubscribed or old.exclude)
  execute function outlier.tg_authors__remember_refusal();
create or replace trigger _200_renumbered
  after update of phone_number on outlier.authors
  for each row
  when (old.phone_number <> new.phone_number)
  execute function outlier.tg_authors__remember_refusal();
create or replace trigger _200_truncated
  before truncate on outlier.authors
  for each statement
  execute function outlier.tg_authors__remember_refusal();
