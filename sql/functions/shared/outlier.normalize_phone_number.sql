create or replace function outlier.normalize_phone_number(p_text text)
returns text
language sql
immutable
strict
as $$
  select n.phone_number from outlier.read_phone_number(p_text) as n;
$$;
comment on function outlier.normalize_phone_number(text) is
  'A phone number in any usual form as E.164 (+1 where it names no country); null where it is none.';
