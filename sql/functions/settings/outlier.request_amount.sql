create or replace function outlier.request_amount(
  p_request jsonb,
  p_field text,
  p_least integer,
  p_most integer,
  p_known integer,
  p_may_be_null boolean default false
)
returns integer
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_amount bigint;
begin
  if not p_request ? p_field then
    return p_known;
  end if;
  v_amount := outlier.request_integer(p_request, p_field);
  if v_amount is null and not p_may_be_null or v_amount not between p_least and p_most then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        '%s must be a whole number from %s to %s, not %s', p_field, p_least, p_most, coalesce(v_amount::text, 'null')
      );
  end if;
  return v_amount;
end;
$$;
comment on function outlier.request_amount(jsonb, text, integer, integer, integer, boolean) is
  'Returns a whole number of a request. If the request does not have the field, returns p_known. OT010: the value is '
  'no whole number from p_least to p_most.';
