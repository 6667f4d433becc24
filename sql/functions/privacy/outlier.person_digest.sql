create or replace function outlier.person_digest(p_salt bytea, p_phone_number text)
returns bytea
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.sha256(p_salt || pg_catalog.convert_to(p_phone_number, 'UTF8'));
$$;
comment on function outlier.person_digest(bytea, text) is
  'Returns the hash under which erased_people stores a number. p_salt: settings.erasure_salt.';
