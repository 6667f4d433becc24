-- Called for each request, so that a revoked token stops working at once.
create or replace function api.find_token(p_digest bytea)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object('name', t.name, 'role', t.role)
  from outlier.api_tokens as t
  where t.digest = p_digest
    and t.revoked_at is null;
$$;
comment on function api.find_token(bytea) is
  'Returns the name and the role of the valid token with this SHA-256. Null if there is none.';
grant execute on function api.find_token(bytea) to outlier_executor;
