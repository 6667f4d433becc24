-- An error message of PostgreSQL may contain the value that caused it. A person's number or text must not get into an
-- incident or a log.
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
  'Returns an error message for an incident: without the value at its end, and without digits that may be a phone '
  'number.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.mask_error_message(text) to outlier_reader;
