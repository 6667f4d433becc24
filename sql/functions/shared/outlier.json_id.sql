-- PostgreSQL plans a SQL function again in each transaction, and a webhook calls this function dozens of times. So it
-- is PL/pgSQL.
create or replace function outlier.json_id(p_value jsonb)
returns uuid
language plpgsql
immutable
as $$
declare
  v_text text := case pg_catalog.jsonb_typeof(p_value)
    when 'string' then p_value #>> '{}'
    when 'object' then p_value ->> 'id'
  end;
begin
  -- A cast in an exception block costs less than a regular expression. The "like" excludes the other forms in which
  -- PostgreSQL accepts a uuid.
  if v_text like '________-____-____-____-____________' then
    return v_text::uuid;
  end if;
  return null;
exception
  when invalid_text_representation then
    return null;
end;
$$;
comment on function outlier.json_id(jsonb) is
  'Returns the id in a JSON value of Missive''s: the value itself, or the id of an object. Null if it is no uuid.';
