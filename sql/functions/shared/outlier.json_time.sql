-- In PL/pgSQL, because a webhook calls it dozens of times: a function in SQL is planned again in each transaction.
create or replace function outlier.json_time(p_value jsonb)
returns timestamptz
language plpgsql
immutable
as $$
declare
  v_text text := case when pg_catalog.jsonb_typeof(p_value) in ('number', 'string') then p_value #>> '{}' end;
begin
  -- Up to the year 5138: whatever is larger is no time in seconds.
  if v_text ~ '^[0-9]{1,11}(\.[0-9]{1,9})?$' then
    return pg_catalog.to_timestamp(v_text::double precision);
  end if;
  return null;
end;
$$;
comment on function outlier.json_time(jsonb) is 'A time in JSON, as seconds since 1970; null where it is none.';
