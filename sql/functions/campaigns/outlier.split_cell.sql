-- Numbers in a cell are separated by a punctuation mark, a word (or, y), a label (H: … C: …), or spaces before a whole
-- number. A part with a digit is returned even if it is not a phone number, so that no number is lost. The same number
-- twice counts once.
create or replace function outlier.split_cell(p_cell text)
returns table (place integer, written text, phone_number text, note text, is_mobile boolean)
language sql
immutable
set search_path = ''
as $$
  select
    pg_catalog.min(t.place)::integer,
    coalesce(n.phone_number, pg_catalog.btrim(t.part)),
    n.phone_number,
    pg_catalog.min(n.note),
    pg_catalog.bool_or(t.part collate "C" ~* E'\\m(cell|mobile|m[oóÓ]vil|celular|whatsapp|[cm])\\M')
  from pg_catalog.regexp_split_to_table(
    pg_catalog.regexp_replace(
      pg_catalog.regexp_replace(
        p_cell collate "C",
        E'([0-9]{4}\\)?)\\s+(?=\\+?(1[ .-]*)?\\(?[2-9][0-9]{2}\\)?[ .-]*[0-9]{3}[ .-]*[0-9]{4}([^0-9]|$))', E'\\1;', 'g'
      ),
      E'([0-9)])\\s+(?=(cell|mobile|home|work|office|casa|celular|m[oóÓ]vil|trabajo|whatsapp|[chmw]) ?[:.]? ?[(+0-9])',
      E'\\1;', 'gi'
    ),
    E'[;,|/&\\n]| (?:or|and|y|o|u) '
  ) with ordinality as t (part, place)
  cross join lateral outlier.read_phone_number(t.part) as n
  where t.part ~ '[0-9０-９]'
  group by coalesce(n.phone_number, pg_catalog.btrim(t.part)), n.phone_number
  order by 1;
$$;
comment on function outlier.split_cell(text) is
  'Returns the numbers in a cell that has several, in their order. A valid number is in E.164. Any other part is as '
  'written, with a note that says why it is not a number. is_mobile: a word beside the number says that it is mobile.';
