-- PostgreSQL plans a SQL function again in each transaction, and a webhook calls this function dozens of times. So it
-- is PL/pgSQL. A sender's clock may run ahead. Its time would then be later than that of all later events. So a time
-- from outside is never later than the time of its receipt.
create or replace function outlier.json_time(p_value jsonb, p_now timestamptz default 'infinity')
returns timestamptz
language plpgsql
immutable
as $$
declare
  v_text text := case when pg_catalog.jsonb_typeof(p_value) in ('number', 'string') then p_value #>> '{}' end;
begin
  -- Eleven digits reach to the year 5138. A larger number is no time in seconds.
  if v_text ~ E'^[0-9]{1,11}(\\.[0-9]{1,9})?$' then
    return least(pg_catalog.to_timestamp(v_text::double precision), p_now);
  end if;
  return null;
end;
$$;
comment on function outlier.json_time(jsonb, timestamptz) is
  'Returns a time from JSON, given in seconds since 1970, but no later than p_now. Null if the value is no time.';
