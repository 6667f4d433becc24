-- Shows: one-number-twice
begin;
select plan(5);
select is(
  outlier.field_phone_number('{"id": "+13135550142", "name": "Ann", "username": null}'),
  '+13135550142',
  'the number is the id'
);
select is(
  outlier.field_phone_number(
    '{"id": "AC00000000000000000000000000000000", "name": "Text", "username": "+13135550100"}'
  ),
  '+13135550100',
  'or the username, where the id is an account'
);
select is(
  outlier.field_phone_number('{"id": "3135550142"}'), '+13135550142', 'a number in another form is the same person'
);
select is(outlier.field_phone_number('{"address": "a@example.org"}'), null, 'an address is no number');
select is(outlier.field_phone_number(null), null, 'no field, no number');
select * from finish();
rollback;
