-- In PL/pgSQL, because a webhook calls it dozens of times: a function in SQL is planned again in each transaction.
create or replace function outlier.json_array(p_value jsonb)
returns jsonb
language plpgsql
immutable
as $$
begin
  return case when pg_catalog.jsonb_typeof(p_value) = 'array' then p_value else '[]' end;
end;
$$;
comment on function outlier.json_array(jsonb) is 'A list in JSON; an empty one where it is something else.';
