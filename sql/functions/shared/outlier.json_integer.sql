-- In PL/pgSQL, because a webhook calls it dozens of times: a function in SQL is planned again in each transaction.
create or replace function outlier.json_integer(p_value jsonb)
returns integer
language plpgsql
immutable
as $$
declare
  v_text text := case when pg_catalog.jsonb_typeof(p_value) in ('number', 'string') then p_value #>> '{}' end;
begin
  if v_text ~ E'^-?[0-9]{1,9}(\\.0+)?$' then
    return v_text::numeric::integer;
  end if;
  return null;
end;
$$;
comment on function outlier.json_integer(jsonb) is
  'A whole number in JSON; null where it is none, or too large to be a count.';
