-- Error messages contain the wrong value, and the server logs them. A phone number in the wrong field must not get into
-- a log.
create or replace function outlier.mask_value(p_text text)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.regexp_replace(pg_catalog.left(p_text, 60), '[0-9](?:[ ().-]*[0-9]){6,}', '…', 'g');
$$;
comment on function outlier.mask_value(text) is
  'Returns the first 60 characters of a caller''s value for an error message, without digits that may be a phone '
  'number.';
