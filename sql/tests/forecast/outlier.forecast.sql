begin;
select plan(27);
create function pg_temp.forecast(p_id bigint, p_now timestamptz default test.monday()) returns outlier.expectation
language sql as $$
  select f.* from outlier.batches as b cross join lateral outlier.forecast(b, p_now) as f where b.id = p_id
$$;
-- Allows a difference of three seconds, the duration of some calls.
create function pg_temp.ends(p_id bigint, p_later interval, p_now timestamptz default test.monday()) returns boolean
language sql as $$
  select (pg_temp.forecast(p_id, p_now)).ends_at
    between test.monday(p_later) and test.monday(p_later + interval '3 seconds')
$$;

-- Quotas. With four or five calls at a time of 0.3 seconds each, about 16 messages are sent per second.
select test.sending(1000);
select ok(pg_temp.ends(test.latest(), '15 minutes 5 seconds'), '1,000 messages, 900 in 15 minutes: 15 minutes and the rest');
select is((pg_temp.forecast(test.latest())).people, 1000::bigint, 'people');
select is((pg_temp.forecast(test.latest())).parts, 1000::bigint, 'parts');
select is((pg_temp.forecast(test.latest())).cost, null, 'no cost without a price');
select is((pg_temp.forecast(test.latest())).starts_at, test.monday(), 'it has started');
delete from outlier.broadcast_first_messages where recipient_phone_number >= test.number(301);
select ok(pg_temp.ends(test.latest(), '1 minute'), '301 at 300 a minute: one of them a minute later');
delete from outlier.broadcast_first_messages where recipient_phone_number >= test.number(160);
select ok(pg_temp.ends(test.latest(), '9.6 seconds'), '160 as fast as five calls at once go');
update outlier.settings set urgent_reserve = 40;
select ok(pg_temp.ends(test.latest(), '16 seconds'), 'a reserve leaves three calls at once');
update outlier.settings set urgent_reserve = 0;
select outlier.use_quota('first_messages', 150, test.monday('-30 seconds'));
select ok(pg_temp.ends(test.latest(), '30 seconds'), 'what was sent just now counts');
update outlier.quotas set held_until = test.monday('5 minutes'), hold_reason = '429' where name = 'first_messages';
select ok(pg_temp.ends(test.latest(), '5 minutes 9.6 seconds'), 'a quota that is held waits');
update outlier.quotas set held_until = null, hold_reason = null;
update outlier.broadcast_first_messages set due_at = test.monday('1 hour');
select ok(pg_temp.ends(test.latest(), '1 hour 9.6 seconds'), 'nothing leaves before it is due');
update outlier.batches set state = 'paused' where id = test.latest();
select matches((pg_temp.forecast(test.latest())).reason, 'It is paused', 'a paused batch says so');
update outlier.batches set state = 'sending' where id = test.latest();
update outlier.settings set sending_stopped = true;
select matches((pg_temp.forecast(test.latest())).reason, 'Outlier sends nothing at present', 'and so does a stop');
update outlier.settings set sending_stopped = false;

-- Expiry and contact hours.
select test.with_rules();
update outlier.batches set priority = 'urgent' where id = test.latest();
update outlier.broadcast_first_messages set due_at = test.monday('14 hours');
select ok(
  (pg_temp.forecast(test.latest(), test.monday('14 hours'))).ends_at > test.monday('21 hours'),
  'what is due at midnight waits for the morning'
);
update outlier.batches set exempt_reason = 'Boil your water' where id = test.latest();
select ok(
  pg_temp.ends(test.latest(), '14 hours 9.6 seconds', test.monday('14 hours')), 'unless the batch is exempt'
);
update outlier.batches set exempt_reason = null, send_within = '16 hours' where id = test.latest();
select is(
  pg_temp.forecast(test.latest(), test.monday('14 hours')),
  row(0, 0, null, test.monday(), test.monday('16 hours'),
    '160 first messages and 0 follow-ups will not leave before it expires.')::outlier.expectation,
  'or expires before'
);
update outlier.batches set send_within = '48 hours' where id = test.latest();
delete from outlier.contact_hours where state is null;
select is(
  (pg_temp.forecast(test.latest(), test.monday('14 hours'))).ends_at,
  test.monday('48 hours'),
  'where no hours open, it ends when it expires'
);
select test.with_rules();
select test.always_open();

-- Follow-ups of a batch that is not queued yet.
update outlier.broadcasts set second_message = repeat('a', 161), no_users = 100, run_at = test.monday('2 days')
where id = test.upcoming();
select is((pg_temp.forecast(test.upcoming())).parts, 300::bigint, 'one part first, two in the follow-up');
select ok(pg_temp.ends(test.upcoming(), '2 days 10 minutes 6 seconds'), 'the follow-ups come after their delay');
select is((pg_temp.forecast(test.upcoming())).starts_at, test.monday('2 days'), 'it starts when it runs');
update outlier.settings set price_per_part = 0.0079;
select is((pg_temp.forecast(test.upcoming())).cost, 2.37, 'parts times price');
update outlier.broadcasts set run_at = null where id = test.upcoming();
select is((pg_temp.forecast(test.upcoming())).ends_at, null, 'without a time there is no end');
select matches((pg_temp.forecast(test.upcoming())).reason, 'no start time', 'which is the reason');
select is(
  (select row(parts, cost, expected_end is not null) from outlier.broadcast_progress), row(0::bigint, 0.00, true),
  'progress shows the parts, the cost and the end, by the clock: it has expired since'
);

-- The parts of a forecast.
select is(outlier.follow_up_share(test.monday()), 1::double precision, 'everybody gets a follow-up until it is known better');
select is(outlier.call_seconds(test.monday()), 0.3::double precision, 'a call takes 0.3 seconds until one was made');
insert into outlier.message_statuses (is_second, batch_id, broadcast_id, recipient_phone_number, message, claimed_at, created_at)
values (false, test.latest(), test.latest(), test.number(900), 'Hello', test.monday('-1 hour'), test.monday('-59 minutes'));
select is(outlier.call_seconds(test.monday()), 30::double precision, 'and half a minute where its answer was lost');
select * from finish();
rollback;
