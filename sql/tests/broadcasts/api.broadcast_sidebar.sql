-- Shows: never-ran, GET-/broadcast-sidebar, api.broadcast_sidebar
begin;
select plan(24);
select test.settings();
select is(api.broadcast_sidebar(), '{"past": []}', 'nothing yet: no upcoming one, none past, nothing to continue with');
select test.schedule('10:00');
select test.let('segment', to_jsonb(test.segment()));
select test.authors(5);
select test.share(test.broadcast(5, p_second_message => 'And?'), test.get('segment')::bigint);
select is(
  (api.broadcast_sidebar() -> 'upcoming') - '{priority,sendWithin,exemptReason,approval,forecast}'::text[],
  jsonb_build_object('id', test.upcoming(), 'firstMessage', 'What do you need to know?', 'secondMessage', 'And?', 'delay', 600, 'noRecipients', 5, 'pausedAt', null,
    'runAt', extract(epoch from test.monday('-1 day'))::bigint + 86400),
  'the upcoming one under these names; runAt is the slot of the schedule'
);
update outlier.broadcasts set run_at = test.monday('90 minutes 0.7 seconds');
select is(
  api.broadcast_sidebar() #>> '{upcoming,runAt}',
  extract(epoch from test.monday('90 minutes'))::bigint::text,
  'or its own, in whole seconds'
);

-- A broadcast that was sent: first and second messages, failures, opt-outs.
select test.let('made', to_jsonb(outlier.make_broadcast(test.monday())));
select test.send_all(test.monday());
select test.send_all(test.monday('10 minutes'), 'second_messages');
update outlier.message_statuses set twilio_sent_status = case recipient_phone_number
  when test.number(0) then 'delivered' when test.number(1) then 'undelivered' when test.number(2) then 'failed' when test.number(3) then 'sent' end;
select test.writes(test.number(4), 'stop', test.monday('20 minutes'));
select is(
  api.broadcast_sidebar() -> 'past',
  jsonb_build_array(jsonb_build_object('id', test.latest(), 'firstMessage', 'What do you need to know?', 'secondMessage', 'And?',
    'runAt', extract(epoch from test.monday())::bigint, 'totalFirstSent', 5, 'totalSecondSent', 5,
    'successfullyDelivered', 2, 'failedDelivered', 4, 'totalUnsubscribed', 1)),
  'a past one with its counts: "sent" is no failure, and nothing is delivered because nobody said otherwise'
);
select is(
  (api.broadcast_sidebar() ->> 'currentCursor')::bigint,
  extract(epoch from test.monday())::bigint,
  'the cursor is when the last one on the page ran'
);

-- Pages.
insert into outlier.broadcasts (id, first_message, state, editable, run_at, made_at)
select 1000 + i, 'Earlier', 'done', false, test.monday() - make_interval(days => i, secs => 0.5), test.monday()
from generate_series(1, 7) as i;
create function pg_temp.ids(p_page jsonb) returns bigint[] language sql as $$
  select array_agg((b ->> 'id')::bigint) from jsonb_array_elements(p_page -> 'past') as b
$$;
select is(
  pg_temp.ids(api.broadcast_sidebar()),
  array[test.get('made')::bigint, 1001, 1002, 1003, 1004],
  'five by default, the latest first'
);
select test.let('page', api.broadcast_sidebar('3'));
select is(pg_temp.ids(test.get('page')), array[test.get('made')::bigint, 1001, 1002], 'as many as are asked for');
select test.let('page', api.broadcast_sidebar('3', test.get('page') ->> 'currentCursor'));
select is(pg_temp.ids(test.get('page')), '{1003,1004,1005}', 'with the cursor, those that ran before it');
select ok(not test.get('page') ? 'upcoming', 'and no upcoming one');
select test.let('page', api.broadcast_sidebar('3', test.get('page') ->> 'currentCursor'));
select is(pg_temp.ids(test.get('page')), '{1006,1007}', 'to the last');
select is(
  api.broadcast_sidebar('3', test.get('page') ->> 'currentCursor'), '{"past": []}', 'after which there is nothing'
);
select is(api.broadcast_sidebar('100', '0'), '{"past": []}', 'nothing ran before 1970');
select is(api.broadcast_sidebar('', '') -> 'past', api.broadcast_sidebar() -> 'past', 'nothing given is the default');

-- Two broadcasts that ran within one second, as imported rows may have.
insert into outlier.broadcasts (id, first_message, state, editable, run_at, made_at)
values
  (1010, 'Twin', 'done', false, test.monday('-10 days 0.2 seconds'), test.monday()),
  (1011, 'Twin', 'done', false, test.monday('-10 days 0.6 seconds'), test.monday());
select is(
  pg_temp.ids(api.broadcast_sidebar('1', (extract(epoch from test.monday('-9 days')))::bigint::text)),
  '{1011,1010}',
  'those of one second stay on one page'
);

select throws_ok($$select api.broadcast_sidebar('0')$$, 'OT010', null, 'a page has one at least');
select throws_ok($$select api.broadcast_sidebar('101')$$, 'OT010', null, 'and a hundred at most');
select throws_ok($$select api.broadcast_sidebar('five')$$, 'OT010', null, 'and the limit is a number');
select throws_ok($$select api.broadcast_sidebar('5', 'yesterday')$$, 'OT010', null, 'so is the cursor');
select throws_ok($$select api.broadcast_sidebar('5', '-1')$$, 'OT010', null, 'not a negative one');
select throws_ok($$select api.broadcast_sidebar('5', '1772463600000')$$, 'OT010', null, 'and not in milliseconds');
select throws_ok($$select api.broadcast_sidebar('5', '1.5')$$, 'OT010', null, 'and whole');
delete from outlier.broadcast_settings;
update outlier.broadcasts set run_at = null where state = 'scheduled';
select is(api.broadcast_sidebar() #> '{upcoming,runAt}', 'null', 'without a schedule there is no time');
update outlier.broadcasts set run_at = test.monday('-1 day') where state = 'scheduled';
select is(
  array[api.broadcast_sidebar() #>> '{upcoming,id}', api.broadcast_sidebar() #>> '{past,0,id}'],
  array[test.upcoming()::text, test.get('made')::text],
  'one whose time has passed and that was not made is not past'
);
update outlier.broadcasts set state = 'sending' where id = test.get('made')::bigint;
update outlier.broadcasts set state = 'cancelled' where id = test.get('made')::bigint;
select is(
  pg_temp.ids(api.broadcast_sidebar('1')),
  array[test.get('made')::bigint],
  'one that was cancelled while it ran is among the past ones'
);
select * from finish();
rollback;
