-- Twilio writes RFC 2822. One date that cannot be read must not stop all that comes with it.
create or replace function outlier.parse_twilio_time(p_text text)
returns timestamptz
language plpgsql
stable
strict
set search_path = ''
set datestyle = 'ISO, MDY'
as $$
begin
  if p_text !~ '[0-9]{4}.*([+-][0-9]{4}|Z|GMT|UTC)$' then
    return null;
  end if;
  return p_text::timestamptz;
exception
  when data_exception then
    return null;
end;
$$;
comment on function outlier.parse_twilio_time(text) is
  'A date of Twilio''s, such as Fri, 02 Jan 2026 15:00:02 +0000; null where it cannot be read.';
