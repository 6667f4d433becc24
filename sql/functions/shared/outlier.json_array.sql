-- PostgreSQL plans a SQL function again in each transaction, and a webhook calls this function dozens of times. So it
-- is PL/pgSQL.
create or replace function outlier.json_array(p_value jsonb)
returns jsonb
language plpgsql
immutable
as $$
begin
  return case when pg_catalog.jsonb_typeof(p_value) = 'array' then p_value else '[]' end;
end;
$$;
comment on function outlier.json_array(jsonb) is
  'Returns a JSON array as it is, and an empty array for any other value.';
