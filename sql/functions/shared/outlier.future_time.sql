create or replace function outlier.future_time(p_seconds bigint, p_field text, p_now timestamptz)
returns timestamptz
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_seconds > extract(epoch from p_now + interval '10 years') then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('%s is more than ten years ahead', p_field),
      hint = 'Give the time in unix seconds, not milliseconds.';
  end if;
  if p_seconds <= extract(epoch from p_now) then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        '%s must be in the future: it is %s, and now it is %s',
        p_field,
        p_seconds,
        pg_catalog.floor(extract(epoch from p_now))::bigint
      ),
      hint = 'Give the time in unix seconds.';
  end if;
  return pg_catalog.to_timestamp(p_seconds);
end;
$$;
comment on function outlier.future_time(bigint, text, timestamptz) is
  'Returns a time of a request, given in unix seconds. OT010: the time has passed, or is more than ten years ahead '
  '(it may be in milliseconds).';
