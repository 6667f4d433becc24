-- Test texts of a batch to the administrator's own numbers.
-- Shows: api.test_batch, test-send
begin;
select plan(23);
select test.settings();
select test.with_rules();
update outlier.settings set test_numbers = array[test.number(0), test.number(1), '+18085550142'];
select test.label('Water');
select test.let('id', to_jsonb(test.scheduled_campaign(test.segments((select id from outlier.labels)), test.monday('1 day'), 'And?')));
create function pg_temp.test(p_numbers text[], p_now timestamptz default test.monday()) returns jsonb language sql as $$
  select api.test_batch('campaign', test.get('id')::bigint, jsonb_build_object('phoneNumbers', p_numbers), p_now)
$$;
create function pg_temp.refuses(p_numbers text[], p_message text, p_why text, p_now timestamptz default test.monday()) returns text language plpgsql as $$
begin
  perform pg_temp.test(p_numbers, p_now);
  return fail(p_why || ': it was sent');
exception when sqlstate 'OT010' then
  return matches(sqlerrm, p_message, p_why);
end
$$;
savepoint ready;

select is(pg_temp.test(array[test.number(0)]) ->> 'id', test.get('id')::text, 'a test answers with the batch');
select results_eq(
  'select phone_number, text, purpose, state from outlier.direct_texts order by id',
  $$values (test.number(0), 'Is your water clear?', 'test', 'waiting'), (test.number(0), 'And?', 'test', 'waiting')$$,
  'both texts go out, marked as tests'
);
select is(
  (select count(*) from jsonb_array_elements(api.claim_requests('worker', 10, test.monday()) -> 'requests') as r where r ->> 'kind' = 'send_text'),
  2::bigint, 'the executor is to send them'
);
select is((select count(*) from outlier.recipients) + (select count(*) from outlier.message_statuses), 0::bigint, 'no statistics know of them');
select is((select people from outlier.campaign_progress where id = test.get('id')::bigint), 0::bigint, 'nor does progress');
select pg_temp.refuses(array[test.number(0)], 'more texts in 24 hours', 'tests count: four texts a day would be too many');
rollback to savepoint ready;
select is((pg_temp.test(array['(200) 555-0100', test.number(0)]) ->> 'id') is not null, true, 'a number in two forms is one');
select is((select count(distinct phone_number) from outlier.direct_texts), 1::bigint, 'and gets one test');
rollback to savepoint ready;

select pg_temp.refuses(array[test.number(5)], 'is not in settings.test_numbers', 'a number that is not listed');
select is((select count(*) from outlier.direct_texts), 0::bigint, 'nothing was sent');
select pg_temp.refuses(array[test.number(0), test.number(5)], 'is not in settings', 'one of two');
select is((select count(*) from outlier.direct_texts), 0::bigint, 'all or nothing');
select pg_temp.refuses('{}', 'one to five', 'none');
select pg_temp.refuses(array[test.number(0), test.number(1), test.number(2), test.number(3), test.number(4), test.number(5)], 'one to five numbers, not 6', 'six');
select throws_ok($$select api.test_batch('campaign', test.get('id')::bigint, '{"phoneNumbers": "x"}', test.monday())$$, 'OT010', null, 'no list');
select throws_ok($$select api.test_batch('broadcast', test.get('id')::bigint, '{"phoneNumbers": []}', test.monday())$$, 'OT009', null, 'a campaign is no broadcast');
insert into outlier.authors (phone_number, unsubscribed) values (test.number(1), true);
select pg_temp.refuses(array[test.number(1)], 'has opted out', 'who opted out gets no test either');
select pg_temp.refuses(array['+18085550142'], 'contact hours there are closed until', 'it is five in the morning in Hawaii');
select is((pg_temp.test(array[test.number(0)], timestamptz '2026-03-03 00:58+00') ->> 'id') is not null, true, 'two minutes before the end of the day');
select is((select max(expires_at) from outlier.direct_texts), timestamptz '2026-03-03 01:00+00', 'a test has until then to leave');
rollback to savepoint ready;
update outlier.batches set exempt_reason = 'Fire' where id = test.get('id')::bigint;
select is((pg_temp.test(array['+18085550142']) ->> 'id') is not null, true, 'a test of an exempt batch may come at night, as the batch may');
rollback to savepoint ready;
select test.let('id', api.create_campaign(
  test.request('{}') - 'firstMessage', array[1], array[test.number(7)], array[test.number(7)], array[repeat('long ', 60) || 'end'],
  test.monday()
) -> 'id');
select pg_temp.test(array[test.number(0)]);
select matches((select text from outlier.direct_texts), 'long end$', 'of a personalized campaign the first text goes out, whole');
rollback to savepoint ready;
update outlier.settings set sending_stopped = true;
select pg_temp.refuses(array[test.number(0)], 'Outlier sends nothing at present', 'when all sending is stopped');
select * from finish();
rollback;
