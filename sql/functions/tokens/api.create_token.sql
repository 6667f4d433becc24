-- The executor must not call this: an attacker who controls it could create a lasting token. An administrator's command
-- calls it. The caller creates the token and keeps its text. This function gets only the hash. If two calls use the
-- same name at once, the unique index accepts one.
create or replace function api.create_token(p_name text, p_role text, p_digest bytea, p_now timestamptz default now())
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if p_role is null or p_role not in ('viewer', 'editor', 'sender') then
    raise exception using
      errcode = 'OT020',
      message = pg_catalog.format('the role %L does not exist', p_role),
      hint = 'Use viewer (can read), editor (can also change) or sender (can also send).';
  end if;
  insert into outlier.api_tokens (name, role, digest, created_at)
  values (p_name, p_role, p_digest, p_now)
  on conflict (name) where revoked_at is null do nothing;
  if not found then
    raise exception using
      errcode = 'OT020',
      message = pg_catalog.format('a token with the name %L exists already', p_name),
      hint = 'Choose another name, or revoke the existing token first.';
  end if;
exception
  when check_violation or not_null_violation then
    raise exception using
      errcode = 'OT020',
      message = pg_catalog.format('a token cannot be named %L', p_name),
      hint = 'Use 1 to 100 printable characters, with no space at either end.';
end;
$$;
comment on function api.create_token(text, text, bytea, timestamptz) is
  'Stores a token of the HTTP API by its SHA-256. OT020: the name is taken or not accepted, or there is no such role.';
revoke execute on function api.create_token(text, text, bytea, timestamptz) from outlier_executor;
