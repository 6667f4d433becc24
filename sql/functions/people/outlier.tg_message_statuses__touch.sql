create or replace function outlier.tg_message_statuses__touch()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_phone_numbers text[];
  v_times timestamptz[];
begin
  -- An import inserts millions of rows at once and sets last_texted_at itself.
  if pg_catalog.current_setting('outlier.importing', true) = 'on' then
    return null;
  end if;
  select pg_catalog.array_agg(n.recipient_phone_number), pg_catalog.array_agg(n.created_at)
  into v_phone_numbers, v_times
  from new_rows as n;
  if v_phone_numbers is not null then
    perform outlier.touch_authors(v_phone_numbers, v_times);
  end if;
  return null;
end;
$$;
comment on function outlier.tg_message_statuses__touch() is 'Updates authors.last_texted_at, once per statement.';

create or replace trigger _300_touch
  after insert on outlier.message_statuses
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_message_statuses__touch();
