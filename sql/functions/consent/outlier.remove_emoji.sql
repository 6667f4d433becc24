create or replace function outlier.remove_emoji(p_text text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
begin
  return pg_catalog.btrim(
    pg_catalog.regexp_replace(
      p_text,
      E'[\\u203c\\u2049\\u2190-\\u21ff\\u231a-\\u23ff\\u25a0-\\u27bf\\u2900-\\u297f\\u2b00-\\u2bff'
        '\\U0001f000-\\U0001faff ]+',
      ' ', 'g'
    )
  );
end;
$$;
comment on function outlier.remove_emoji(text) is 'Returns the result of normalize_message_text() without the emoji.';
