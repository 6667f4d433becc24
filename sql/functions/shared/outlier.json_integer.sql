-- PostgreSQL plans a SQL function again in each transaction, and a webhook calls this function dozens of times. So it
-- is PL/pgSQL.
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
  'Returns a whole number from JSON. Null if the value is something else or has more than nine digits.';
