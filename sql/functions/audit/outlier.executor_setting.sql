-- Any session can change a setting, so Outlier trusts it only in sessions of the executor. Members of outlier_executor
-- count. So do superusers, who could act as anybody anyway.
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
  'Returns a value that the executor set for the current HTTP request, in a setting of the transaction. Null: it set '
  'none, or the session''s role is neither outlier_executor nor a member of it.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.executor_setting(text) to outlier_reader;
