-- This counts as the carriers do. A message of one part holds 160 septets or 70 UTF-16 units. With several parts, each
-- holds 153 or 67, because each has a header. A character of two units is never split: if it does not fit, it begins
-- the next part.
create or replace function outlier.sms_segments(p_text text)
returns table (encoding text, parts integer, length integer, units integer)
language plpgsql
immutable
strict
set search_path = ''
as $$
declare
  c_basic constant text :=
    E'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&''()*+,-./0123456789:;<=>?'
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
  c_extended constant text := E'^{}\\[~]|€\f';
  v_single integer;
  v_several integer;
  v_left integer;
  v_needed integer;
  v_character text;
begin
  length := pg_catalog.char_length(p_text);
  -- If a character outside the GSM-7 alphabet remains, the text needs UCS-2.
  if pg_catalog.translate(p_text, c_basic || c_extended, '') = '' then
    encoding := 'GSM-7';
    v_single := 160;
    v_several := 153;
    units := length + length - pg_catalog.char_length(pg_catalog.translate(p_text, c_extended, ''));
  else
    encoding := 'UCS-2';
    v_single := 70;
    v_several := 67;
    units := length + pg_catalog.char_length(pg_catalog.regexp_replace(p_text, E'[^\\U00010000-\\U0010FFFF]', '', 'g'));
  end if;

  if units <= v_single then
    parts := 1;
  elsif units = length then
    parts := (units + v_several - 1) / v_several;
  else
    parts := 1;
    v_left := v_several;
    foreach v_character in array pg_catalog.string_to_array(p_text, null) loop
      v_needed := case
        when encoding = 'GSM-7' and pg_catalog.strpos(c_extended, v_character) > 0 then 2
        when encoding = 'UCS-2' and pg_catalog.ascii(v_character) > 65535 then 2
        else 1
      end;
      if v_left < v_needed then
        parts := parts + 1;
        v_left := v_several;
      end if;
      v_left := v_left - v_needed;
    end loop;
  end if;
  return next;
end;
$$;
comment on function outlier.sms_segments(text) is
  'Returns how a text is sent: encoding (GSM-7 or UCS-2), parts, length in characters (at most 1,600 are possible), '
  'and units (septets or UTF-16 units).';
-- Views call this function with the rights of their reader.
grant execute on function outlier.sms_segments(text) to outlier_reader;
