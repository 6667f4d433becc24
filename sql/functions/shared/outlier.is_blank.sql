-- The list has the characters that no reader can see: no-break spaces, zero-width characters, soft hyphens, fillers,
-- direction marks and tags. The constraints of texts, titles and label names use the same list.
create or replace function outlier.is_blank(p_text text)
returns boolean
language sql
immutable
set search_path = ''
set standard_conforming_strings = on
as $$
  select coalesce(
    p_text !~
      '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680'
      '\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f'
      '\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc'
      '\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]',
    true
  );
$$;
comment on function outlier.is_blank(text) is 'Returns true if a text is null or has no visible character.';
