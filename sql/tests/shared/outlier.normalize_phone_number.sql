-- Shows: one-number-twice
begin;
select plan(33);

select is(
  outlier.normalize_phone_number(written), '+13135550142', format('"%s" is the one person +13135550142', written)
)
from unnest(array[
  '3135550142',
  '13135550142',
  '+13135550142',
  '(313) 555-0142',
  '313.555.0142',
  '313-555-0142',
  '+1 (313) 555-0142',
  ' 313 555 0142 ',
  E'313\u00a0555\u00a00142', '313‐555–0142', '0013135550142', '313/555/0142'
]) as written;

select is(
  outlier.normalize_phone_number('3135550142'), '+13135550142', 'a missing + does not turn a US number into a Dutch one'
);
select is(outlier.normalize_phone_number('+31201234567'), '+31201234567', 'a number that names its country keeps it');
select is(outlier.normalize_phone_number('0031201234567'), '+31201234567', '00 names a country as + does');

select is(outlier.normalize_phone_number(written), null, format('"%s" is no phone number', written))
from unnest(array[
  'phone_number',
  '',
  '   ',
  '12345',
  '555-0142',
  '+1313555014',
  '+131355501423',
  '03135550142',
  'call 3135550142',
  '3135550142;3135550143',
  '0013135550', '00131355501', '001313555014', '00131355501423', '0010135550142', '+13135550', '003120'
]) as written;

select is(outlier.normalize_phone_number(null), null, 'nothing is no phone number');

select * from finish();
rollback;
