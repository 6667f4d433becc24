-- One person, one form of the number: everything that takes numbers from people goes through here.
create or replace function outlier.normalize_phone_number(p_text text)
returns text
language plpgsql
immutable
strict
as $$
begin
  -- As most of them come. A pattern that counts repetitions would take three times as long.
  if pg_catalog.octet_length(p_text) = 12 and p_text ~ '^\+1[0-9]+$' then
    return p_text;
  end if;
  -- Ten digits are a US number; eleven that begin with 1 lack only their plus. Other countries must say so with a plus
  -- or 00.
  return (
  select case
    when p_text !~ '^[+0-9().\s/\u00a0\u2010-\u2015-]+$' then null
    when written.plus and written.digits ~ '^1[0-9]{10}$' then '+' || written.digits
    when written.plus and written.digits ~ '^[2-9][0-9]{6,14}$' then '+' || written.digits
    when written.plus then null
    when written.digits ~ '^[2-9][0-9]{9}$' then '+1' || written.digits
    when written.digits ~ '^1[2-9][0-9]{9}$' then '+' || written.digits
    -- Numbers of the country 1 have ten digits, however it is written.
    when written.digits ~ '^00(1[2-9][0-9]{9}|[2-9][0-9]{6,14})$' then '+' || pg_catalog.substr(written.digits, 3)
  end
  from (
    select
      pg_catalog.regexp_replace(p_text, '[^0-9]', '', 'g') as digits,
      pg_catalog.btrim(p_text, E' \t\r\n\u00a0') like '+%' as plus
  ) as written
  );
end;
$$;
comment on function outlier.normalize_phone_number(text) is
  'A phone number in any usual form as E.164 (+1 where it names no country); null where it is none.';
