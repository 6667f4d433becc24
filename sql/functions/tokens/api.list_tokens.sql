create or replace function api.list_tokens()
returns table (name text, role text, created_at timestamptz, revoked_at timestamptz)
language sql
stable
security definer
set search_path = ''
as $$
  select t.name, t.role, t.created_at, t.revoked_at
  from outlier.api_tokens as t
  order by t.revoked_at nulls first, t.name, t.id;
$$;
comment on function api.list_tokens() is 'The tokens of the HTTP API, revoked ones last.';
grant execute on function api.list_tokens() to outlier_executor;
