-- PostgreSQL plans a SQL function again in each transaction, and a webhook calls this function dozens of times. So it
-- is PL/pgSQL. A number in E.164 comes from a phone network. It is accepted even if it is toll-free or its country code
-- is unknown.
create or replace function outlier.known_phone_number(p_text text)
returns text
language plpgsql
immutable
strict
as $$
begin
  return case
    when p_text ~ E'^\\+[1-9][0-9]+$' and pg_catalog.octet_length(p_text) between 8 and 16 then p_text
    else outlier.normalize_phone_number(p_text)
  end;
end;
$$;
comment on function outlier.known_phone_number(text) is
  'Returns a phone number that exists: unchanged if it is in E.164, otherwise as normalize_phone_number() reads it. '
  'Null: it is no phone number.';
