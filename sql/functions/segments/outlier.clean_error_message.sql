-- PostgreSQL quotes the value that an error is about. A value may contain quotes itself, so everything between the
-- first and the last quote is removed. This works in every language of messages. outlier_segments owns the function,
-- because read_segment calls it as that role.
create or replace function outlier.clean_error_message(p_message text)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.regexp_replace(
    pg_catalog.regexp_replace(p_message, '["''`“”„‚‘’«»‹›].*["''`“”„‚‘’«»‹›]', '"…"'),
    '[0-9]{4,}', '…', 'g');
$$;
comment on function outlier.clean_error_message(text) is
  'Returns an error message without quoted values and without numbers of four or more digits, so that it contains no '
  'name and no phone number.';

grant create on schema outlier to outlier_segments;
alter function outlier.clean_error_message(text) owner to outlier_segments;
revoke create on schema outlier from outlier_segments;
grant execute on function outlier.clean_error_message(text) to outlier_owner;
