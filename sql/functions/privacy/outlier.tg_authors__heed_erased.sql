-- Whatever brings them in, a file, a webhook or a statement by hand: it makes a row of authors, and nobody is texted without one.
create or replace function outlier.tg_authors__heed_erased()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_salt bytea;
  v_returned record;
begin
  if not exists (select from outlier.erased_people) then
    return null;
  end if;
  v_salt := (select s.erasure_salt from outlier.settings as s);
  for v_returned in
    with returned as (
      delete from outlier.erased_people as e
      using new_rows as n
      where e.digest = outlier.person_digest(v_salt, n.phone_number)
      returning n.phone_number, n.created_at, e.unsubscribed, e.exclude
    )
    select r.* from returned as r order by r.phone_number
  loop
    update outlier.authors as a set exclude = true where a.phone_number = v_returned.phone_number and v_returned.exclude;
    if v_returned.unsubscribed then
      perform outlier.set_consent(
        v_returned.phone_number, 'opt_out', 'sql', 'erase_person', 'had opted out before they were erased', p_now => v_returned.created_at
      );
    end if;
  end loop;
  return null;
end;
$$;
comment on function outlier.tg_authors__heed_erased() is
  'Whoever was not to be texted, was erased and comes in again is not to be texted, once per statement.';

create or replace trigger _100_heed_erased
  after insert on outlier.authors
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_authors__heed_erased();
