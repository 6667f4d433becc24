create or replace function outlier.make_logged_text_id(p_sid text)
returns uuid
language plpgsql
immutable
strict
set search_path = ''
as $$
begin
  return pg_catalog.md5('Twilio''s log: ' || p_sid)::uuid;
end;
$$;
comment on function outlier.make_logged_text_id(text) is
  'Returns the id in twilio_messages of a text that was read from Twilio''s log. Missive''s own id replaces it later.';
