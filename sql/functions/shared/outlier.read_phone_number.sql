-- Each person has one form of the number, so every number that people enter passes through this function. It accepts
-- the forms that spreadsheets and phones produce. It does not guess where the result could be another person's number.
create or replace function outlier.read_phone_number(p_text text, out phone_number text, out note text)
returns record
language plpgsql
immutable
strict
as $$
declare
  c_extension constant text := ' ?(?:ext|extension|extensi[oóÓ]n|x|#)[.:]? ?';
  -- In a Turkish locale, the capital letter of i is not I.
  v_text text collate "C";
  v_digits text;
  v_extension text;
  v_strange text;
  v_is_international boolean := false;
  v_mantissa text[];
begin
  -- Fast path for the most common forms: two patterns instead of twenty. Neither counts repetitions, which would take
  -- three times as long.
  v_digits := pg_catalog.translate(p_text, '(). -', '');
  if pg_catalog.length(v_digits) = 12 and v_digits ~ E'^\\+1' then
    v_digits := pg_catalog.substr(v_digits, 3);
  end if;
  if pg_catalog.length(v_digits) = 10
    and v_digits ~ '^(2[0-8]|3[0-68]|[4-7][0-8]|9[0-58])[0-9][2-9][0-9]+$'
    and v_digits !~ '^([2-9]11|222222|333333|444444|555555|666666|777777|900)'
    and pg_catalog.length(p_text) < 15
    and p_text !~ '[0-9][0-9][0-9][ .-]+[0-9][0-9][0-9][0-9][ .-]+[(0-9]'
  then
    phone_number := '+1' || v_digits;
    return;
  end if;

  -- Full-width and mathematical digits become plain digits. Invisible marks are removed.
  v_text := pg_catalog.normalize(p_text, 'NFKC');
  v_text := pg_catalog.regexp_replace(
    v_text,
    E'[\\u00ad\\u034f\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff]',
    '', 'g'
  );
  v_text := pg_catalog.regexp_replace(v_text, E'[\\u2010-\\u2015\\u2043\\u2212\\u2500\\u30fc]', '-', 'g');
  v_text := pg_catalog.btrim(pg_catalog.regexp_replace(v_text, E'[\\s\\u0085\\u1680\\u2028\\u2029\\u3000]+', ' ', 'g'));
  -- Spreadsheets use these marks to keep a number as text: ="313…", '313….
  v_text := pg_catalog.regexp_replace(
    v_text, E'^=?["''`\\u2018\\u2019\\u201c\\u201d]+|["''`\\u2018\\u2019\\u201c\\u201d]+$', '', 'g'
  );
  v_text := pg_catalog.regexp_replace(
    v_text,
    '^ *(tel|phone|cell|mobile|home|work|office|whatsapp|sms|celular|m[oóÓ]vil|tel[eéÉ]fono|casa|trabajo|[chmw])'
      ' ?[:. ]',
    '',
    'i'
  );
  v_text := pg_catalog.regexp_replace(
    v_text, E'\\( ?(cell|mobile|home|work|office|c|m|h|w|celular|m[oóÓ]vil|casa|trabajo) ?\\)', '', 'gi'
  );
  v_text := pg_catalog.btrim(v_text);
  if v_text = '' then
    note := 'The cell is empty.';
    return;
  end if;

  -- The spreadsheet stored the number as a quantity, such as 3.13E+9.
  v_mantissa := pg_catalog.regexp_match(v_text, E'^([1-9])(?:[.,]([0-9]+))?[eE]\\+?([0-9]{1,2})$');
  if v_mantissa is not null then
    if pg_catalog.length(coalesce(v_mantissa[2], '')) <> v_mantissa[3]::integer then
      note := 'The spreadsheet shortened this number. Format the column as text, and save it again.';
      return;
    end if;
    v_text := v_mantissa[1] || v_mantissa[2];
  end if;
  v_text := pg_catalog.regexp_replace(
    v_text, E'^(\\+?[0-9]{7,15}(?=[.,]0+$)|[^.,]{7,}[0-9](?=[.,]00?$))[.,]0+$', E'\\1'
  );

  v_extension := pg_catalog.substring(v_text, '(?i)[0-9) ],?' || c_extension || '([0-9]{1,7})$');
  if v_extension is not null then
    v_text := pg_catalog.regexp_replace(v_text, '(?i) ?,?' || c_extension || '[0-9]{1,7}$', '');
  end if;

  v_strange := pg_catalog.substring(v_text, '[^0-9+(). /-]');
  if v_strange is not null then
    note := case
      when v_text !~ '[0-9]' then 'The cell has no digits.'
      else pg_catalog.format('The cell contains "%s" (U+%s).', v_strange,
        pg_catalog.upper(pg_catalog.lpad(pg_catalog.to_hex(pg_catalog.ascii(v_strange)), 4, '0') collate "C"))
    end;
    return;
  end if;
  if v_text ~ E'[0-9].*\\+' or v_text ~ E'\\+.*\\+' then
    note := 'The number has a + in the middle.';
    return;
  end if;
  v_is_international := v_text ~ E'^[(. /-]*\\+';
  if v_is_international or v_text ~ '^ ?0(0|11)' then
    -- The 0 in parentheses is dialed only inside the country, so it is removed. In Italy and San Marino it is part of
    -- the number.
    v_text := pg_catalog.regexp_replace(
      v_text, E'\\( ?0 ?\\)', case when v_text ~ '^[^0-9]*(00|011)?[^0-9]*(39|378)' then '0' else '' end
    );
  end if;
  if v_text ~ E'^ ?(\\(?\\+|0(0|11)).* / ' then
    -- Numbers abroad differ in length. A digit after the " / " could otherwise be added to the number unnoticed.
    note := 'The cell contains " / ", which separates two numbers.';
    return;
  end if;
  v_digits := pg_catalog.regexp_replace(v_text, '[^0-9]', '', 'g');
  if v_digits = '' then
    note := 'The cell has no digits.';
    return;
  end if;
  if not v_is_international and v_digits ~ '^(011|00)[1-9]' and pg_catalog.length(v_digits) > 10 then
    v_is_international := true;
    v_digits := pg_catalog.regexp_replace(v_digits, '^(011|00)', '');
  end if;

  if v_digits ~ '^1' and (v_is_international or pg_catalog.length(v_digits) > 10) then
    if pg_catalog.length(v_digits) <> 11 then
      note := pg_catalog.format(
        'Ten digits follow the 1 of a North American number; here there are %s.', pg_catalog.length(v_digits) - 1
      );
      return;
    end if;
    v_digits := pg_catalog.substr(v_digits, 2);
    v_is_international := false;
  elsif not v_is_international then
    if pg_catalog.length(v_digits) <> 10 then
      note := case
        when pg_catalog.length(v_digits) = 7 then 'The area code is missing.'
        else pg_catalog.format(
          'It has %s digits. A North American number has ten; a foreign number begins with + and its country code.',
          pg_catalog.length(v_digits)
        )
      end;
      return;
    end if;
    if v_text ~ E'^ *[0-9]{3}[ .-]+[0-9]{4}[ .-]+\\(?[0-9]{3}\\)?$' then
      note := pg_catalog.format(
        'The area code seems to be at the end. Did you mean +1%s%s?', pg_catalog.right(v_digits, 3),
        pg_catalog.left(v_digits, 7)
      );
      return;
    end if;
  end if;

  if v_is_international then
    if outlier.is_in_no_country(v_digits) and v_digits !~ '^521[0-9]{10}$' then
      note := case
        when pg_catalog.length(v_digits) = 10 and outlier.find_number_problem(v_digits) is null
          then pg_catalog.format('No country has such numbers. Did you mean +1%s?', v_digits)
        else 'No country has such numbers.'
      end;
      return;
    end if;
    -- Until 2019, callers from abroad dialed a 1 before Mexican mobile numbers.
    phone_number := '+' || pg_catalog.regexp_replace(v_digits, '^521([0-9]{10})$', E'52\\1');
  else
    note := outlier.find_number_problem(v_digits);
    if note is not null then
      return;
    end if;
    phone_number := '+1' || v_digits;
  end if;
  if v_extension is not null then
    note := pg_catalog.format('The extension %s was left out.', v_extension);
  end if;
end;
$$;
comment on function outlier.read_phone_number(text) is
  'Returns a phone number in E.164, from any usual form, and a note about what was left out. A number without a '
  'country code gets +1. If phone_number is null, the note says why and names the character or the cause.';
