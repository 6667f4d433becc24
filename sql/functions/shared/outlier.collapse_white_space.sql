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
  'A text with each run of white space as one space: Missive may lose new lines.';
