create or replace function outlier.request_page(p_text text, p_field text, p_default integer, p_most integer)
returns integer
language plpgsql
immutable
set search_path = ''
as $$
begin
  if coalesce(p_text, '') = '' then
    return p_default;
  end if;
  if p_text !~ '^[0-9]{1,9}$' or p_text::integer not between 1 and p_most then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        '%s must be a whole number from 1 to %s, not "%s"', p_field, p_most, outlier.mask_value(p_text)
      );
  end if;
  return p_text::integer;
end;
$$;
comment on function outlier.request_page(text, text, integer, integer) is
  'Returns a number of a URL''s query, or p_default if it is missing. OT010: it is not a whole number from 1 to '
  'p_most.';
