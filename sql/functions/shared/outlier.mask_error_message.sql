-- An error of PostgreSQL's may repeat the value that caused it: somebody's number or text must not be in an incident or
-- a log.
create or replace function outlier.mask_error_message(p_message text)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.regexp_replace(
    pg_catalog.regexp_replace(pg_catalog.left(p_message, 300), ': ".*$', ': "…"'),
    '[0-9](?:[ ().-]*[0-9]){6,}', '…', 'g'
  );
$$;
comment on function outlier.mask_error_message(text) is
  'An error message as an incident may repeat it: without the value at its end, and without what may be a phone '
  'number.';
-- Views call it with their reader's rights.
grant execute on function outlier.mask_error_message(text) to outlier_reader;
