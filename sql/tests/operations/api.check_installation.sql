-- The program's tests check how each item reports a problem.
-- Shows: api.check_installation
begin;
select plan(4);
update outlier.settings set sending_phone_number = null;
select is(
  (
    select i ->> 'problem'
    from jsonb_array_elements(api.check_installation() -> 'items') as i
    where i ->> 'name' = 'sending number'
  ),
  'no phone number to send from is set: nothing is sent',
  'a problem is told with its item'
);
update outlier.settings
set sending_phone_number = '+13135550100', organization_id = '16ead38e-0348-4564-9b8a-5085be988669';
select is(
  (
    select i -> 'problem'
    from jsonb_array_elements(api.check_installation() -> 'items') as i
    where i ->> 'name' = 'sending number'
  ),
  'null',
  'and is gone when it is mended'
);
select is(
  (api.check_installation(test.monday()) ->> 'now')::bigint,
  (extract(epoch from test.monday()) * 1000)::bigint,
  'the clock is told in milliseconds'
);
select is((api.check_installation() ->> 'process')::integer, pg_backend_pid(), 'so is the process that answers');
select * from finish();
rollback;
