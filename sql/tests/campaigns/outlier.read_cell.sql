-- Shows: no-number-vanishes
begin;
select plan(25);
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
  ('not a number at all', 'all', '{NULL}'),
  ('313-555-0142; (313) 555 0142', 'none', '{+13135550142}'),
  ('none at home; 313-555-0143', 'none', '{+13135550143}'),
  ('313-555-0142 (home); 313-555-0143 (cell)', 'first', '{+13135550143}'),
  ('casa: 313-555-0142, móvil: 313-555-0143', 'first', '{+13135550143}'),
  ('H: 313-555-0142 C: 313-555-0143', 'all', '{+13135550142,+13135550143}'),
  ('3135550142 3135550143', 'all', '{+13135550142,+13135550143}'),
  ('313-555-0142; 9999999999', 'all', '{+13135550142,NULL}'),
  ('313-555-0142; 9999999999', 'none', '{NULL}'),
  ('313-555-0142/0143', 'none', '{NULL}'),
  (repeat(' ', 190) || '3135550142345', 'all', '{NULL}')
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
select matches(
  (select c.note from outlier.read_cell('313-555-0142; 9999999999', 'first') as c),
  'Not texted from the same cell: 9999999999',
  'nor is one that is no number passed over in silence'
);
select matches(
  (select c.note from outlier.read_cell('313-555-0142; 9999999999', 'all') as c where c.place = 2),
  '"9999999999": All its digits are the same',
  'with all, it has a verdict of its own'
);
select matches(
  (select c.note from outlier.read_cell(repeat('3135550142; ', 20), 'all') as c),
  'more than 200 characters',
  'of a cell that was cut, no number is read'
);
select * from finish();
rollback;
