create or replace function outlier.is_own_number(p_phone_number text)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (select from outlier.sending_numbers as n where n.phone_number = p_phone_number);
end;
$$;
comment on function outlier.is_own_number(text) is
  'Returns true if we send from this number or have sent from it. Such a number belongs to nobody in the audience.';
