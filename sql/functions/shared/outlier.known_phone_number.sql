-- In PL/pgSQL, because a webhook calls it dozens of times: a function in SQL is planned again in each transaction.
-- What a network says is somebody's number, be it toll-free or of a country that nobody has heard of.
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
  'A number that is somebody''s: in E.164 as it stands, else as normalize_phone_number reads it.';
