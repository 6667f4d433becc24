-- People write two numbers into one cell. Whom to text is then not ours to guess.
create or replace function outlier.read_cell(p_cell text, p_numbers text)
returns table (place integer, phone_number text, verdict text, note text)
language plpgsql
immutable
rows 1
set search_path = ''
as $$
declare
  v_read record;
  v_numbers text[];
begin
  select n.phone_number, n.note into v_read from outlier.read_phone_number(p_cell) as n;
  if v_read.phone_number is not null or p_cell is null or pg_catalog.length(p_cell) < 15 then
    return query select
      1,
      v_read.phone_number,
      case
        when v_read.phone_number is null then 'invalid_number'
        when v_read.note is not null then 'extension'
      end,
      coalesce(v_read.note, case when p_cell is null then 'The cell is empty.' end);
    return;
  end if;
  v_numbers := array(
    select n.phone_number
    from pg_catalog.regexp_split_to_table(p_cell, '[;,|/&\n]| (?:or|and|y|o|u) ') with ordinality as t (part, place)
    cross join lateral outlier.read_phone_number(t.part) as n
    where n.phone_number is not null
    group by n.phone_number
    order by pg_catalog.min(t.place)
  );
  if pg_catalog.cardinality(v_numbers) = 0 then
    return query select 1, null::text, 'invalid_number', v_read.note;
  elsif p_numbers = 'all' then
    return query
      select n.place::integer, n.phone_number, null::text, null::text
      from pg_catalog.unnest(v_numbers) with ordinality as n (phone_number, place);
  elsif p_numbers = 'first' then
    return query select
      1,
      v_numbers[1],
      null::text,
      case
        when pg_catalog.cardinality(v_numbers) > 1
          then 'Not texted from the same cell: ' || pg_catalog.array_to_string(v_numbers[2:], ', ') || '.'
      end;
  else
    return query select
      1,
      null::text,
      'ambiguous',
      'The cell holds more than a number: ' || pg_catalog.array_to_string(v_numbers, ', ')
        || '. Keep one, or set numbersPerCell to first or all.';
  end if;
end;
$$;
comment on function outlier.read_cell(text, text) is
  'The number in a cell, or why it is none: invalid_number, ambiguous, or extension (a number without its '
  'extension). p_numbers says what becomes of several numbers: none (the cell is ambiguous), first or all.';
