create or replace function outlier.text_parts(p_text text)
returns jsonb
language sql
stable
strict
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object('encoding', s.encoding, 'parts', s.parts, 'length', s.length)
  from outlier.sms_segments(p_text) as s;
$$;
comment on function outlier.text_parts(text) is
  'Returns the encoding, parts and length of a text as carriers count them, for the HTTP API.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.text_parts(text) to outlier_reader;
