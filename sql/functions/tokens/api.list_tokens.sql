-- Revoked ones too: a list of who once could is what an operator looks for after the fact.
create or replace function api.list_tokens()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(
    pg_catalog.jsonb_agg(
      pg_catalog.jsonb_build_object(
        'name', t.name, 'role', t.role, 'createdAt', t.created_at, 'revokedAt', t.revoked_at
      )
      order by t.created_at, t.id),
    '[]')
  from outlier.api_tokens as t;
$$;
comment on function api.list_tokens() is
  'Every token of the HTTP API, oldest first: name, role, when it was made and revoked. Never what it is known by.';
grant execute on function api.list_tokens() to outlier_executor;
