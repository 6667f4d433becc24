-- There are few such numbers, and each is added once. A claim or a webhook nearly always finds its number and writes
-- nothing.
create or replace function outlier.keep_sending_number(p_phone_number text, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  if p_phone_number is null or outlier.is_own_number(p_phone_number) then
    return;
  end if;
  insert into outlier.sending_numbers (phone_number, first_seen_at)
  values (p_phone_number, p_now)
  on conflict (phone_number) do nothing;
end;
$$;
comment on function outlier.keep_sending_number(text, timestamptz) is
  'Records a number as our own for good. Outlier looks for sent messages under it, and excludes it from the audience.';
