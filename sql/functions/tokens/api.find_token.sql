create or replace function api.find_token(p_digest bytea)
returns table (name text, role text)
language sql
stable
security definer
set search_path = ''
as $$
  select t.name, t.role
  from outlier.api_tokens as t
  where t.digest = p_digest
    and t.revoked_at is null;
$$;
comment on function api.find_token(bytea) is 'Whose token has this hash, and what it may do; no row where there is none, or it was revoked.';
grant execute on function api.find_token(bytea) to outlier_executor;
