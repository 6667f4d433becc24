create or replace function outlier.normalize_phone_number(p_text text)
returns text
language sql
immutable
strict
as $$
  select n.phone_number from outlier.read_phone_number(p_text) as n;
$$;
comment on function outlier.normalize_phone_number(text) is
  'Returns a phone number in E.164, from any usual form. A number without a country code gets +1. Null: the value is '
  'no phone number.';
