begin;
select plan(12);
select is(
  (select array_agg(c.phone_number order by c.place) from outlier.read_cell(w.cell, w.numbers) as c),
  w.expected::text[],
  format('"%s", %s: %s', w.cell, w.numbers, w.expected)
)
from (values
  ('313-555-0142', 'none', '{+13135550142}'),
  ('313-555-0142; 313-555-0143', 'none', '{NULL}'),
  ('313-555-0142; 313-555-0143', 'first', '{+13135550142}'),
  ('313-555-0142; 313-555-0143', 'all', '{+13135550142,+13135550143}'),
  ('3135550142 or 3135550143', 'all', '{+13135550142,+13135550143}'),
  ('3135550142,3135550142', 'all', '{+13135550142}'),
  ('home none/313-555-0143', 'first', '{+13135550143}'),
  ('not a number at all', 'all', '{NULL}')
) as w (cell, numbers, expected);
select is(
  (select c.verdict from outlier.read_cell('313-555-0142; 313-555-0143', 'none') as c),
  'ambiguous',
  'whom of two to text is not guessed'
);
select matches(
  (select c.note from outlier.read_cell('313-555-0142; 313-555-0143', 'none') as c),
  '[+]13135550142, [+]13135550143.*numbersPerCell',
  'the note names both and says what to do'
);
select matches(
  (select c.note from outlier.read_cell('313-555-0142; 313-555-0143', 'first') as c),
  'Not texted from the same cell: [+]13135550143',
  'the one that is not used is named'
);
select is(
  (select c.verdict from outlier.read_cell('313-555-0142 x9', 'none') as c),
  'extension',
  'a number without its extension has that verdict'
);
select * from finish();
rollback;
