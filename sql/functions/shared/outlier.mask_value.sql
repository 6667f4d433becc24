-- Errors repeat what was wrong, and the server logs them: somebody's number in the wrong field must not be in a log.
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
  'A caller''s value as an error may repeat it: its beginning, and what may be a phone number left out.';
