-- Twilio writes dates in RFC 2822. One unreadable date must not stop the rest of the answer.
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
  'Returns the time of a Twilio date, such as Fri, 02 Jan 2026 15:00:02 +0000. Null: the date cannot be read.';
