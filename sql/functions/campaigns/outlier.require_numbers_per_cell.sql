create or replace function outlier.require_numbers_per_cell(p_request jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_numbers text := coalesce(p_request ->> 'numbersPerCell', 'none');
begin
  if v_numbers not in ('none', 'first', 'all') then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        'numbersPerCell must be none, first or all, not "%s"', pg_catalog.left(v_numbers, 40)
      ),
      hint = 'For a cell with several numbers: none texts no number, first texts the first number, all texts every '
        'number.';
  end if;
  return v_numbers;
end;
$$;
comment on function outlier.require_numbers_per_cell(jsonb) is
  'Returns how a request wants cells with several numbers to be read: none (the default), first or all. OT010: '
  'numbersPerCell has another value.';
