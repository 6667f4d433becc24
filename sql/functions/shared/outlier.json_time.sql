create or replace function outlier.json_time(p_value jsonb)
returns timestamptz
language sql
immutable
set search_path = ''
as $$
  -- Up to the year 5138: whatever is larger is no time in seconds.
  select case
    when pg_catalog.jsonb_typeof(p_value) in ('number', 'string') and p_value #>> '{}' ~ '^[0-9]{1,11}(\.[0-9]{1,9})?$'
      then pg_catalog.to_timestamp((p_value #>> '{}')::double precision)
  end;
$$;
comment on function outlier.json_time(jsonb) is 'A time in JSON, as seconds since 1970; null where it is none.';
