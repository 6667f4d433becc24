begin;
select plan(17);
select test.sending(5, 'And?');

savepoint sending;
select outlier.pause_batch(test.latest(), test.monday());
select is(outlier.cancel_batch(test.latest(), test.monday('1 minute')), 5, 'a paused batch can be cancelled');
select is((select count(*) from outlier.queued_messages), 0::bigint, 'and nothing of it waits any more');
rollback to savepoint sending;

select test.record(test.claim(p_limit => 1));
select test.let('claim', test.claim(p_limit => 2));
select is(
  outlier.cancel_batch(test.latest(), test.monday('1 minute')),
  3,
  'it returns how many messages it dropped: two first ones that waited, one follow-up'
);
select is((select count(*) from outlier.queued_messages), 2::bigint, 'what an executor has claimed is left to it');
select is(
  (select array_agg(phone_number order by phone_number) from outlier.recipients where reason = 'cancelled'),
  array[test.number(3), test.number(4)],
  'recipients says of who got nothing that it was cancelled'
);
select is(
  (select array_agg(phone_number) from outlier.recipients where follow_up_reason = 'cancelled'),
  array[test.number(0)],
  'and of who got no follow-up'
);
select is(test.claimed(test.claim()), '{}', 'nothing of it is claimed any more');

-- Missive accepts one of the two messages and refuses the other.
select is(
  test.record_messages('first_messages',
    (select jsonb_agg(case when place = 1 then r else r || '{"status": 500, "missiveId": null}' end)
     from jsonb_array_elements(
       test.results(test.get('claim'))
     ) with ordinality as t (r, place)), test.monday('2 minutes')),
  2,
  'the results of what was under way count'
);
select is(
  (select count(*) from outlier.broadcast_second_messages), 0::bigint, 'a message that went out gets no follow-up'
);
select is(
  (select count(*) from outlier.broadcast_first_messages),
  0::bigint,
  'a message that was refused does not wait for another try'
);
select is(
  (select reason from outlier.recipients where phone_number = test.number(2)), 'cancelled', 'but is listed as cancelled'
);
select is(
  (select reason from outlier.recipients where phone_number = test.number(1)), null, 'the one that went out is not'
);
select is(
  (select follow_up_reason from outlier.recipients where phone_number = test.number(1)),
  'cancelled',
  'its follow-up is'
);
select is((select count(*) from outlier.message_statuses), 2::bigint, 'two people got it');
select throws_ok('select outlier.cancel_batch(test.latest())', 'OT005', null, 'a broadcast is cancelled once');
select throws_ok('select outlier.resume_batch(test.latest())', 'OT005', null, 'and cannot be resumed');
select throws_ok('select outlier.cancel_batch(test.upcoming())', 'OT005', null, 'an upcoming one is not cancelled');
select * from finish();
rollback;
