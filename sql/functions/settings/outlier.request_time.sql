create or replace function outlier.request_time(p_text text, p_field text)
returns time
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_text is null or p_text !~ '^([01]?[0-9]|2[0-3]):[0-5][0-9]$|^24:00$' then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        '%s must be a time of day such as "09:00", not "%s"', p_field, outlier.mask_value(coalesce(p_text, 'null'))
      );
  end if;
  return p_text::time;
end;
$$;
comment on function outlier.request_time(text, text) is
  'Returns a time of day given in hours and minutes. 24:00 is the end of the day. OT010: the value is no such time.';
