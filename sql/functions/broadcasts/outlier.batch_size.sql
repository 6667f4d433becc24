create or replace function outlier.batch_size(p_number bigint, p_field text)
returns integer
language plpgsql
immutable
set search_path = ''
as $$
begin
  if p_number not between 1 and 10000 then
    raise exception using errcode = 'OT010', message = pg_catalog.format('%s must be a whole number from 1 to 10000, not %s', p_field, p_number);
  end if;
  return p_number;
end;
$$;
comment on function outlier.batch_size(bigint, text) is 'How many people a request asks for. OT010: not within bounds.';
