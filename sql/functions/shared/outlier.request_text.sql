create or replace function outlier.request_text(p_request jsonb, p_field text, p_longest integer)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_text text := p_request ->> p_field;
begin
  if pg_catalog.jsonb_typeof(p_request -> p_field) not in ('string', 'null') then
    raise exception using errcode = 'OT010', message = pg_catalog.format('%s must be a text', p_field);
  end if;
  if pg_catalog.char_length(v_text) > p_longest then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        '%s has %s characters; the limit is %s', p_field, pg_catalog.char_length(v_text), p_longest
      );
  end if;
  return case when not outlier.is_blank(v_text) then v_text end;
end;
$$;
comment on function outlier.request_text(jsonb, text, integer) is
  'Returns a text of a request. Null if it is missing or blank. OT010: the value is no text, or is longer than '
  'p_longest characters.';
