create or replace function outlier.collapse_white_space(p_text text)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.btrim(pg_catalog.regexp_replace(p_text, E'\\s+', ' ', 'g'));
$$;
comment on function outlier.collapse_white_space(text) is
  'Returns a text with each run of white space replaced by one space. Used to compare texts, because Missive may drop '
  'new lines.';
