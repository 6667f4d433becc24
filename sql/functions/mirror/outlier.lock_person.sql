-- The person may be erased while this waits for the row. The row is then created again, because the person's new
-- message counts.
create or replace function outlier.lock_person(p_phone_number text, p_now timestamptz)
returns void
language plpgsql
volatile
strict
set search_path = ''
as $$
begin
  loop
    perform from outlier.authors as a where a.phone_number = p_phone_number for no key update;
    exit when found;
    insert into outlier.authors (phone_number, created_at, updated_at)
    values (p_phone_number, p_now, p_now)
    on conflict (phone_number) do nothing;
  end loop;
end;
$$;
comment on function outlier.lock_person(text, timestamptz) is
  'Locks the row of a person. Creates the row if it does not exist.';
