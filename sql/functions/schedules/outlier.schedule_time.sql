create or replace function outlier.schedule_time(p_schedule jsonb, p_day text, p_known time)
returns time
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_text text := p_schedule ->> p_day;
begin
  if not p_schedule ? p_day then
    return p_known;
  end if;
  if pg_catalog.jsonb_typeof(p_schedule -> p_day) not in ('string', 'null')
    or v_text !~ '^([01][0-9]|2[0-3]):(00|15|30|45)$'
  then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        '%s must be null or a time of day at a quarter hour, such as "10:15", not %s',
        p_day,
        outlier.mask_value((p_schedule -> p_day)::text)
      );
  end if;
  return v_text::time;
end;
$$;
comment on function outlier.schedule_time(jsonb, text, time) is
  'Returns the time of one day in a request. If the day is missing, returns p_known. OT010: the value is no quarter '
  'hour.';
