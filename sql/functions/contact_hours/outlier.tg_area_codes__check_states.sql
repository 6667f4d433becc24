-- An array cannot have a foreign key. A state that does not exist would have no contact hours of its own.
create or replace function outlier.tg_area_codes__check_states()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_state text;
begin
  select n.code
  into v_state
  from pg_catalog.unnest(NEW.states) as n (code)
  where not exists (select from outlier.states as s where s.code = n.code)
  limit 1;
  if v_state is not null then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        'the area code %s cannot be in the state "%s": outlier.states does not contain this state', NEW.code, v_state
      ),
      hint = 'Write a code of outlier.states, such as MI, ON or JAM, or add the state there first.';
  end if;
  return NEW;
end;
$$;
comment on function outlier.tg_area_codes__check_states() is
  'Refuses an area code with a state that is not in outlier.states. OT010: there is no such state.';

create or replace trigger _200_check_states
  before insert or update of states on outlier.area_codes
  for each row
  execute function outlier.tg_area_codes__check_states();
