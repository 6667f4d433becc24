-- A broadcast that starts again may have shortened links where the first start had none, or the reverse. So URLs are
-- ignored.
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
  'Returns a SHA-256 digest of a text without its URLs. Two messages with the same digest have the same text.';
