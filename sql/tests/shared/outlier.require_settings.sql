-- Shows: table-settings
begin;
select plan(5);
select throws_ok(
  'select outlier.require_settings()',
  'OT001',
  'no phone number to send from is set',
  'nothing is sent while our number is not set'
);
select test.settings();
select is((outlier.require_settings()).sending_phone_number, '+13135550100', 'settings that suffice are returned');
select throws_ok($$
  update outlier.settings set time_zone = 'Detroit'
$$, '22023', null, 'an unknown time zone is refused');
select throws_ok($$
  update outlier.settings set sending_phone_number = '3135550100'
$$, '23514', null, 'our number is E.164');
delete from outlier.settings;
select throws_ok('select outlier.require_settings()', 'OT001', 'outlier.settings has no row', 'a missing row is named');
select * from finish();
rollback;
