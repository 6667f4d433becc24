-- In PL/pgSQL, because a webhook calls it dozens of times: a function in SQL is planned again in each transaction.
-- A clock that runs ahead, or a time in the year 5138, would be later than all that comes after it: what comes from
-- outside is no later than its receipt.
create or replace function outlier.json_time(p_value jsonb, p_now timestamptz default 'infinity')
returns timestamptz
language plpgsql
immutable
as $$
declare
  v_text text := case when pg_catalog.jsonb_typeof(p_value) in ('number', 'string') then p_value #>> '{}' end;
begin
  -- Up to the year 5138: whatever is larger is no time in seconds.
  if v_text ~ E'^[0-9]{1,11}(\\.[0-9]{1,9})?$' then
    return least(pg_catalog.to_timestamp(v_text::double precision), p_now);
  end if;
  return null;
end;
$$;
comment on function outlier.json_time(jsonb, timestamptz) is
  'A time in JSON, as seconds since 1970, but p_now at the latest; null where it is none.';
