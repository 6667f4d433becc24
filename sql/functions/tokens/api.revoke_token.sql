-- The row is kept as a record of who had which access until when.
create or replace function api.revoke_token(p_name text, p_now timestamptz default now())
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  update outlier.api_tokens as t
  set revoked_at = greatest(p_now, t.created_at)
  where t.name = p_name
    and t.revoked_at is null;
  if not found then
    raise exception using
      errcode = 'OT009',
      message = pg_catalog.format('there is no active token with the name %L', p_name),
      hint = 'Run outlier token list to read the names.';
  end if;
end;
$$;
comment on function api.revoke_token(text, timestamptz) is
  'Revokes the token of this name at once. OT009: there is no such token.';
grant execute on function api.revoke_token(text, timestamptz) to outlier_executor;
