-- In PL/pgSQL, because a webhook calls it dozens of times: a function in SQL is planned again in each transaction.
create or replace function outlier.json_text(p_value jsonb)
returns text
language plpgsql
immutable
as $$
begin
  return case when pg_catalog.jsonb_typeof(p_value) in ('string', 'number') then p_value #>> '{}' end;
end;
$$;
comment on function outlier.json_text(jsonb) is 'A text in JSON; null where it is something else.';
