-- Revoked tokens are listed too, because after an incident an operator needs to know who had access earlier.
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
  'Lists all tokens of the HTTP API, the oldest first: name, role, times of creation and revocation. Never returns '
  'the hash.';
grant execute on function api.list_tokens() to outlier_executor;
