-- People write two numbers into one cell. Outlier does not guess which one to text.
create or replace function outlier.read_cell(p_cell text, p_numbers text)
returns table (place integer, phone_number text, verdict text, note text)
language plpgsql
immutable
rows 1
set search_path = ''
as $$
declare
  v_read record;
  v_good text[];
  v_bad text[];
begin
  if p_cell is null or pg_catalog.length(p_cell) > 200 then
    return query select
      1,
      null::text,
      'invalid_number',
      case
        when p_cell is null then 'The cell is empty.'
        else 'The cell has more than 200 characters. Keep one phone number in it.'
      end;
    return;
  end if;
  select n.phone_number, n.note into v_read from outlier.read_phone_number(p_cell) as n;
  if v_read.phone_number is not null or pg_catalog.length(p_cell) < 15 then
    return query select
      1,
      v_read.phone_number,
      case
        when v_read.phone_number is null then 'invalid_number'
        when v_read.note is not null then 'extension'
      end,
      v_read.note;
    return;
  end if;

  select
    coalesce(
      pg_catalog.array_agg(n.written order by n.is_mobile desc, n.place) filter (where n.phone_number is not null), '{}'
    ),
    coalesce(pg_catalog.array_agg(n.written order by n.place) filter (where n.phone_number is null), '{}')
  into v_good, v_bad
  from outlier.split_cell(p_cell) as n;
  if pg_catalog.cardinality(v_good || v_bad) = 0 then
    return query select 1, null::text, 'invalid_number', v_read.note;
  elsif p_numbers = 'none' and pg_catalog.cardinality(v_good) > 0 and pg_catalog.cardinality(v_good || v_bad) > 1 then
    return query select
      1,
      null::text,
      'ambiguous',
      'The cell has more than one number: ' || pg_catalog.array_to_string(v_good || v_bad, ', ')
        || '. Keep one, or set numbersPerCell to first or all.';
  elsif p_numbers = 'first' and pg_catalog.cardinality(v_good) > 0 then
    return query
      select
        1,
        n.phone_number,
        case when n.note is not null then 'extension' end,
        nullif(
          pg_catalog.concat_ws(
            ' ',
            n.note,
            'Not texted from the same cell: '
              || nullif(pg_catalog.array_to_string(v_good[2:] || v_bad, ', '), '') || '.'
          ),
          ''
        )
      from outlier.split_cell(p_cell) as n
      where n.phone_number = v_good[1];
  elsif p_numbers = 'all' or pg_catalog.cardinality(v_good) > 0 then
    return query
      select
        pg_catalog.row_number() over (order by n.place)::integer,
        n.phone_number,
        case
          when n.phone_number is null then 'invalid_number'
          when n.note is not null then 'extension'
        end,
        case
          when n.phone_number is null then pg_catalog.format('"%s": %s', n.written, n.note)
          else n.note
        end
      from outlier.split_cell(p_cell) as n;
  else
    return query
      select
        1,
        null::text,
        'invalid_number',
        case
          when pg_catalog.count(*) = 1 and pg_catalog.min(n.written) = pg_catalog.btrim(p_cell) then v_read.note
          else pg_catalog.string_agg(pg_catalog.format('"%s": %s', n.written, n.note), ' ' order by n.place)
        end
      from outlier.split_cell(p_cell) as n;
  end if;
end;
$$;
comment on function outlier.read_cell(text, text) is
  'Returns the numbers in a cell with a verdict. invalid_number and ambiguous: the cell has no number to text. '
  'extension: the number was read without its extension. p_numbers says how to read a cell with several numbers: none '
  '(the cell is ambiguous), first (the first number, or the first one that a word beside it calls mobile) or all. The '
  'note names each other number of the cell.';
