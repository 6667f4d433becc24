-- PostgreSQL plans a SQL function again in each transaction, and a webhook calls this function dozens of times. So it
-- is PL/pgSQL.
create or replace function outlier.json_text(p_value jsonb)
returns text
language plpgsql
immutable
as $$
begin
  return case when pg_catalog.jsonb_typeof(p_value) in ('string', 'number') then p_value #>> '{}' end;
end;
$$;
comment on function outlier.json_text(jsonb) is
  'Returns a string or number from JSON as text. Null if the value is something else.';
