-- Messages and consent_patterns.plain alike. First what people's keyboards put in the place of an apostrophe or a
-- letter.
create or replace function outlier.said(p_text text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
declare
  -- Without the colours of skin.
  v_emoji constant text :=
    '\u203c\u2049\u2190-\u21ff\u231a-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff'
    '\U0001f000-\U0001f3fa\U0001f400-\U0001faff';
begin
  return pg_catalog.btrim(pg_catalog.regexp_replace(
    pg_catalog.regexp_replace(
      pg_catalog.translate(
        lower(pg_catalog.translate(
          -- Whoever says stop says so early; nobody reads five megabytes for it.
          pg_catalog.left(p_text, 2000),
          'ÁÉÍÓÚÜÑÀÈÌÒÙÂÊÎÔÛÇÄËÏÖÃÕ''’‘ʼ`´',
          'áéíóúüñàèìòùâêîôûçäëïöãõ'
        )),
        'àáâãäèéêëìíîïòóôõöùúûüñç',
        'aaaaaeeeeiiiiooooouuuunc'
      ),
      -- An emoji is a word of its own.
      '([' || v_emoji || '])', ' \1 ', 'g'
    ),
    '[^[:alnum:]' || v_emoji || ']+', ' ', 'g'
  ));
end;
$$;
comment on function outlier.said(text) is
  'What a message says: its words and emoji, without case, accents and punctuation.';
