-- A setting of a session is anybody's to set, so it is believed of the executor alone. Membership counts, and so does a
-- superuser, who could be anybody anyway.
create or replace function outlier.executor_setting(p_name text)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when pg_catalog.pg_has_role(session_user, 'outlier_executor', 'member')
      then nullif(pg_catalog.left(pg_catalog.current_setting(p_name, true), 300), '')
  end;
$$;
comment on function outlier.executor_setting(text) is
  'What the executor has told about the HTTP request that it calls for, in a setting of the transaction; null where '
  'it told nothing, or where the session is not one of outlier_executor or of a role that was granted it.';
-- Views call it with their reader's rights.
grant execute on function outlier.executor_setting(text) to outlier_reader;
