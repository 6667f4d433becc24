create or replace function api.create_token(p_name text, p_role text, p_digest bytea)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if p_role is null or p_role not in ('viewer', 'editor', 'sender') then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('there is no role "%s"', p_role),
      hint = 'The roles are viewer (reads), editor (changes too) and sender (sends too).';
  end if;
  if p_name is null or p_name !~ '\S' or pg_catalog.char_length(p_name) > 100 then
    raise exception using errcode = 'OT010', message = 'a token needs a name of up to 100 characters: who is to use it';
  end if;
  insert into outlier.api_tokens (name, role, digest) values (p_name, p_role, p_digest)
  on conflict (name) where revoked_at is null do nothing;
  if not found then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('there is a token "%s" already', p_name),
      hint = 'Take another name, or revoke that one first.';
  end if;
end;
$$;
comment on function api.create_token(text, text, bytea) is 'Keeps the hash of a new token. OT010: the name is taken, or the role is unknown.';
grant execute on function api.create_token(text, text, bytea) to outlier_executor;
