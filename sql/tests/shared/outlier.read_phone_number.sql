-- Shows: number-verdict
begin;
select plan(76);

select is(
  (select n.phone_number from outlier.read_phone_number(w.written) as n),
  w.expected,
  format('"%s" is %s', w.written, w.expected)
)
from (values
  ('+13135550142', '+13135550142'),
  ('3135550142', '+13135550142'),
  ('3135550142.0', '+13135550142'),
  ('+13135550142.00', '+13135550142'),
  ('1.3135550107E+10', '+13135550107'),
  ('1,3135550107e10', '+13135550107'),
  ('''3135550142', '+13135550142'),
  ('="3135550142"', '+13135550142'),
  ('"313-555-0142"', '+13135550142'),
  (E'313\u200b5550142', '+13135550142'),
  (E'\u202a+1 313 555 0142\u202c', '+13135550142'),
  (E'\ufeff3135550142', '+13135550142'),
  ('３１３５５５０１４２', '+13135550142'),
  (E'313\u22125550142', '+13135550142'),
  (E'313\u2009555\u202f0142', '+13135550142'),
  ('tel:+1-313-555-0142', '+13135550142'),
  ('Cell: 313-555-0142', '+13135550142'),
  ('(313) 555-0142 (cell)', '+13135550142'),
  ('313-555-0142 (móvil)', '+13135550142'),
  ('313-555-0142 x123', '+13135550142'),
  ('313.555.0142 ext. 5', '+13135550142'),
  ('(313) 555-0142, extensión 12', '+13135550142'),
  ('011 33 1 23 45 67 89', '+33123456789'),
  ('0033 1 23 45 67 89', '+33123456789'),
  ('+33 (0)1 23 45 67 89', '+33123456789'),
  ('+52 1 55 1234 5678', '+525512345678'),
  ('+4712345678', '+4712345678'),
  ('(+1) 313 555 0142', '+13135550142'),
  ('mobile 313-555-0142', '+13135550142'),
  ('casa: 313-555-0142', '+13135550142'),
  ('+248 4 321 234', '+2484321234'),
  ('+6591234567', '+6591234567'),
  ('+39 02 1234 5260.0', '+390212345260'),
  ('(313) 555-0142.00', '+13135550142'),
  ('+33.1.23.45.67.00', '+33123456700'),
  ('+39 (0)6 1234 5678', '+390612345678'),
  ('0039 (0)6 1234 5678', '+390612345678')
) as w (written, expected);

select matches(
  (select coalesce(n.phone_number, n.note) from outlier.read_phone_number(w.written) as n),
  w.expected,
  format('"%s" is refused: %s', w.written, w.expected)
)
from (values
  ('1.31355E+10', 'spreadsheet shortened'),
  ('3.1356E+09', 'spreadsheet shortened'),
  ('9999999999', 'the same'),
  ('2222222222', 'the same'),
  ('8005550142', 'toll-free'),
  ('+18885550142', 'toll-free'),
  ('9005550142', 'premium'),
  ('1135550142', 'does not begin with 0 or 1'),
  ('9115550142', '911 is not an area code'),
  ('3715550142', 'area code 371 is not in use'),
  ('313 055 0142', 'do not begin with 0'),
  ('3131550142', 'do not begin with 1'),
  ('5550142', 'area code is missing'),
  ('555-0111 313', 'Did you mean [+]13135550111'),
  ('+3135550111', 'Did you mean [+]13135550111'),
  ('+2485550142', 'Did you mean [+]12485550142'),
  ('+2695550142', 'Did you mean [+]12695550142'),
  ('+352 46382056 / 5', 'separates two numbers'),
  ('00352 46382056 / 5', 'separates two numbers'),
  ('-+3135550142', 'Did you mean [+]13135550142'),
  ('+999123456789', 'No country'),
  ('+33 1 23', 'No country'),
  ('+131355501421', 'here there are 11'),
  ('+1313555014', 'here there are 9'),
  ('31355501422', 'has 11 digits'),
  ('02031234567', 'has 11 digits'),
  ('313-555-O142', '"O" [(]U[+]004F'),
  ('1-800-FLOWERS', '"F"'),
  ('3135550111;3135550112', '";"'),
  ('313+5550142', 'in the middle'),
  ('Call me', 'no digit'),
  ('--', 'no digit'),
  (E'\u200b', 'empty'),
  ('', 'empty')
) as w (written, expected);

select is(
  (select n.note from outlier.read_phone_number('313-555-0142 x123') as n),
  'The extension 123 was left out.',
  'the note says what was left out'
);
select is(
  (select n.note from outlier.read_phone_number('(313) 555-0142') as n), null, 'a plain number needs no note'
);
select is(
  outlier.known_phone_number('+18885550142'), '+18885550142', 'the number of somebody who texts us stands as it is'
);
select is(outlier.known_phone_number('313-555-0142'), '+13135550142', 'in another form it is read');
select is(outlier.known_phone_number('Maria'), null, 'a name is no number');
select * from finish();
rollback;
