-- As consent_patterns.plain is made, and before that: what people's keyboards put in the place of an apostrophe or a letter.
create or replace function outlier.said(p_text text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
begin
  -- Whoever says stop says so early; nobody reads five megabytes for it.
  return pg_catalog.btrim(pg_catalog.regexp_replace(
    pg_catalog.translate(
      lower(pg_catalog.translate(pg_catalog.left(p_text, 2000), 'ÁÉÍÓÚÜÑÀÈÌÒÙÂÊÎÔÛÇÄËÏÖÃÕ''’‘ʼ`´', 'áéíóúüñàèìòùâêîôûçäëïöãõ')),
      'àáâãäèéêëìíîïòóôõöùúûüñç',
      'aaaaaeeeeiiiiooooouuuunc'
    ),
    '[^[:alnum:]]+', ' ', 'g'
  ));
end;
$$;
comment on function outlier.said(text) is 'What a message says, without case, accents and punctuation.';
