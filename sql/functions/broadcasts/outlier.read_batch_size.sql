create or replace function outlier.read_batch_size(p_number bigint, p_field text)
returns integer
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_most integer := case p_field when 'noRecipients' then 100000 else 10000 end;
begin
  if p_number not between 1 and v_most then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('%s must be a whole number from 1 to %s, not %s', p_field, v_most, p_number);
  end if;
  return p_number;
end;
$$;
comment on function outlier.read_batch_size(bigint, text) is
  'Returns the number of people in a request. noRecipients may be up to 100,000, batchSize up to 10,000. OT010: the '
  'number is out of bounds.';
