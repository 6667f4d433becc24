-- A form sends numbers as text.
create or replace function outlier.request_integer(p_request jsonb, p_field text)
returns bigint
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_text text := pg_catalog.btrim(p_request ->> p_field);
begin
  if v_text = '' and pg_catalog.jsonb_typeof(p_request -> p_field) = 'string' then
    return null;
  end if;
  if pg_catalog.jsonb_typeof(p_request -> p_field) not in ('number', 'string', 'null')
    or v_text !~ E'^-?[0-9]{1,15}(\\.0+)?$'
  then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        '%s must be a whole number, not %s', p_field, outlier.mask_value((p_request -> p_field)::text)
      );
  end if;
  return v_text::numeric::bigint;
end;
$$;
comment on function outlier.request_integer(jsonb, text) is
  'Returns a whole number of a request. Null if it is missing or blank. OT010: the value is something else.';
