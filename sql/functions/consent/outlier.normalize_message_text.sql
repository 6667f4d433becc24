-- Used for messages and for consent_patterns alike. The ranges of characters are spelled out, because character
-- classes depend on the locale of the database.
create or replace function outlier.normalize_message_text(p_text text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
declare
  -- Without skin tones.
  v_emoji constant text :=
    E'\\u203c\\u2049\\u2190-\\u21ff\\u231a-\\u23ff\\u25a0-\\u27bf\\u2900-\\u297f\\u2b00-\\u2bff'
    '\\U0001f000-\\U0001f3fa\\U0001f400-\\U0001faff';
  -- Marks, blanks, punctuation, and signs that are not emoji.
  v_between constant text :=
    E'\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00bf\\u00d7\\u00f7\\u02b0-\\u02ff'
    '\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u2000-\\u203b\\u203d-\\u2048\\u204a-\\u218f\\u2200-\\u2319'
    '\\u2400-\\u259f\\u27c0-\\u28ff\\u2980-\\u2aff\\u2e00-\\u2e7f'
    '\\u3000-\\u303f\\ue000-\\uf8ff\\ufe00-\\ufe2f\\ufff9-\\uffff\\U0001f3fb-\\U0001f3ff\\U000e0000-\\U0010ffff';
  v_text text;
begin
  v_text := pg_catalog.translate(
    -- An opt-out comes early in a message, so the rest of a very long message is not read.
    pg_catalog.left(p_text, 2000),
    -- Apostrophes of various keyboards, and characters without width.
    E'''’‘ʼ`´\u00ad\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\ufffc',
    ''
  );
  v_text := pg_catalog.regexp_replace(v_text, '#(?![A-Za-z0-9])', ' number ', 'g');
  if v_text ~ E'[^\\u0001-\\u007f]' then
    -- NFKD turns full-width, mathematical and circled letters into letters, and separates accents. It has no rule for
    -- white letters in black squares or for small capitals.
    v_text := pg_catalog.translate(
      pg_catalog.regexp_replace(pg_catalog.normalize(v_text, 'NFKD'), E'[\\u0300-\\u036f\\u064b-\\u065f]+', '', 'g'),
      '🅰🅱🅲🅳🅴🅵🅶🅷🅸🅹🅺🅻🅼🅽🅾🅿🆀🆁🆂🆃🆄🆅🆆🆇🆈🆉🅐🅑🅒🅓🅔🅕🅖🅗🅘🅙🅚🅛🅜🅝🅞🅟🅠🅡🅢🅣🅤🅥🅦🅧🅨🅩ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ',
      'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnoprstuvwyz'
    );
  end if;
  v_text := pg_catalog.lower(v_text collate "C");
  if v_text !~ '^[a-z0-9 ]*$' then
    v_text := outlier.lower_case(v_text);
    -- Each emoji becomes a word of its own.
    v_text := pg_catalog.regexp_replace(v_text, '([' || v_emoji || '])', E' \\1 ', 'g');
    v_text := pg_catalog.regexp_replace(v_text, '[' || v_between || ']+', ' ', 'g');
  end if;
  v_text := pg_catalog.btrim(pg_catalog.regexp_replace(v_text, ' {2,}', ' ', 'g'));
  -- Example: s.t.o.p
  if v_text ~ '(^| )[a-z] [a-z] [a-z]( |$)' then
    v_text := pg_catalog.regexp_replace(v_text, '(?<=(?:^| )[a-z]) (?=[a-z](?: |$))', '', 'g');
  end if;
  -- Examples: stooop and stopstopstop
  if v_text ~ E'([a-z])\\1\\1' then
    v_text := pg_catalog.regexp_replace(v_text, E'([a-z])\\1{2,}', E'\\1', 'g');
  end if;
  return pg_catalog.regexp_replace(v_text, E'(?<=^| )(stop|alto|basta|quit|end)\\1+(?= |$)', E'\\1', 'g');
end;
$$;
comment on function outlier.normalize_message_text(text) is
  'Returns the words and emoji of a message, separated by single blanks, without case, accents, punctuation and '
  'decoration. Only the first 2,000 characters count.';
grant execute on function outlier.normalize_message_text(text) to outlier_reader;
