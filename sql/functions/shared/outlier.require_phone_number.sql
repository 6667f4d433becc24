-- The error does not contain the number, because the server logs errors.
create or replace function outlier.require_phone_number(p_text text)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_number text := outlier.known_phone_number(p_text);
begin
  if v_number is null then
    raise exception using
      errcode = 'OT010',
      message = 'this is not a phone number',
      hint = pg_catalog.concat_ws(
        ' ',
        -- The note is written for a cell of a file.
        pg_catalog.regexp_replace(
          outlier.mask_value((outlier.read_phone_number(p_text)).note), '^The cell', 'It'
        ),
        'Write it with its country code, such as +13135550142.'
      );
  end if;
  return v_number;
end;
$$;
comment on function outlier.require_phone_number(text) is
  'Returns a person''s phone number in E.164, from any usual form. OT010: the value is no phone number; the hint says '
  'why.';
