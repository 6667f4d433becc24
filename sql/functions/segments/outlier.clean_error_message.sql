-- PostgreSQL quotes the value that an error is about. A value may hold quotes itself, so all between the first and the
-- last goes, in whatever language the messages are. outlier_segments owns it, because read_segment calls it as that
-- role.
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
  'An error''s message without the values that it quotes and without numbers of four digits or more: neither a name '
  'nor a phone number.';

grant create on schema outlier to outlier_segments;
alter function outlier.clean_error_message(text) owner to outlier_segments;
revoke create on schema outlier from outlier_segments;
grant execute on function outlier.clean_error_message(text) to outlier_owner;
