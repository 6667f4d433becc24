-- In PL/pgSQL, because a webhook calls it dozens of times: a function in SQL is planned again in each transaction.
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
  -- To try costs less than a regular expression; "like" leaves out the other forms in which PostgreSQL reads a uuid.
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
  'The id that JSON of Missive''s gives, as an object with an id or as the id itself; null where it is none.';
