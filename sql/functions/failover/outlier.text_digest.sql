-- A broadcast that is made again may have its links shortened, where they were not the first time, or the other way
-- round: addresses do not count.
create or replace function outlier.text_digest(p_text text)
returns bytea
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.sha256(pg_catalog.convert_to(
    outlier.collapse_white_space(pg_catalog.regexp_replace(p_text, E'https?://[^\\s<>"]+', '…', 'gi')), 'UTF8'
  ));
$$;
comment on function outlier.text_digest(text) is
  'A SHA-256 of a text''s words, without the addresses in it: two messages with the same digest say the same.';
