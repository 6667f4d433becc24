create or replace function outlier.current_actor()
returns text
language sql
stable
set search_path = ''
as $$
  select coalesce(outlier.executor_setting('outlier.actor'), 'role ' || session_user);
$$;
comment on function outlier.current_actor() is
  'Returns the current actor: "token <name>" (a token of the HTTP API), "jwt <subject>", or "role <name>" (a database '
  'role, if there is no HTTP request). The first two come from the setting outlier.actor, which only a session of the '
  'executor''s role, or of a superuser, can use.';
