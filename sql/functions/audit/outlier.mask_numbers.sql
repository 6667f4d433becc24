create or replace function outlier.mask_numbers(p_values jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select case
    when pg_catalog.jsonb_typeof(p_values -> 'test_numbers') = 'array'
      then p_values || pg_catalog.jsonb_build_object('test_numbers', (
        select coalesce(pg_catalog.jsonb_agg('…' || pg_catalog.right(n.number, 4) order by n.place), '[]')
        from pg_catalog.jsonb_array_elements_text(p_values -> 'test_numbers') with ordinality as n (number, place)
      ))
    else p_values
  end;
$$;
comment on function outlier.mask_numbers(jsonb) is
  'Returns values by column as the audit log stores them: each number in test_numbers is cut to its last four digits.';
