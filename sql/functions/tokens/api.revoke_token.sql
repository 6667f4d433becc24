create or replace function api.revoke_token(p_name text, p_now timestamptz default now())
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  update outlier.api_tokens as t set revoked_at = p_now where t.name = p_name and t.revoked_at is null;
  if not found then
    raise exception using
      errcode = 'OT009',
      message = pg_catalog.format('there is no token "%s" that could be revoked', p_name),
      hint = 'See: outlier token list';
  end if;
end;
$$;
comment on function api.revoke_token(text, timestamptz) is 'Ends a token: the next request with it is refused. OT009: there is none of this name.';
grant execute on function api.revoke_token(text, timestamptz) to outlier_executor;
