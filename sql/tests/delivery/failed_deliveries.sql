-- People whom no message reaches get a closing post in Missive. The consequences follow once Missive has accepted the
-- post.
-- Shows: sent-as-failed, job-daily-failed-deliveries-setup, table-lookup_templates
begin;
select plan(51);
select test.settings();
-- Gives person i these statuses, oldest first, one per day.
create function pg_temp.history(p_person integer, variadic p_statuses text[]) returns void language sql as $$
  insert into outlier.authors (phone_number) values (test.number(p_person)) on conflict do nothing;
  insert into outlier.broadcasts (first_message, state, editable, run_at, made_at)
  select 'Day ' || i, 'done', false, test.monday() - make_interval(days => i), test.monday()
  from generate_series(1, cardinality(p_statuses)) as i
  where not exists (select from outlier.broadcasts as b where b.first_message = 'Day ' || i);
  insert into outlier.message_statuses (
    is_second, broadcast_id, recipient_phone_number, message, missive_conversation_id, twilio_sent_status, created_at
  )
  select
    false,
    b.id,
    test.number(p_person),
    'x',
    md5('conversation ' || p_person)::uuid,
    nullif(p_statuses[cardinality(p_statuses) + 1 - i], ''),
    b.run_at
  from generate_series(1, cardinality(p_statuses)) as i
  inner join outlier.broadcasts as b on b.first_message = 'Day ' || i
$$;
create function pg_temp.posts() returns text[] language sql as $$
  select array_agg(payload #>> '{details,phoneNumber}' order by payload #>> '{details,phoneNumber}')
  from outlier.requests
  where kind = 'create_post'
$$;
create function pg_temp.out() returns text[] language sql as $$
  select array_agg(phone_number order by phone_number) from outlier.authors where unsubscribed
$$;

select pg_temp.history(0, 'failed', 'undelivered', 'failed');
select pg_temp.history(1, 'failed', 'sent', 'failed');
select pg_temp.history(2, 'failed', 'failed');
select pg_temp.history(3, 'failed', 'failed', 'failed', 'delivered');
select pg_temp.history(4, 'failed', 'failed', 'failed');
select pg_temp.history(5, 'delivered', 'delivered', 'failed', 'undelivered', 'undelivered');
select pg_temp.history(6, 'failed', 'failed', 'failed', '');
select pg_temp.history(7, 'failed', 'failed', 'failed');
select pg_temp.history(8, 'failed', 'failed', 'queued');
update outlier.authors set unsubscribed = true where phone_number = test.number(7);
update outlier.consent_events set occurred_at = test.monday('-1 day');
insert into outlier.twilio_messages (id, from_phone_number, created_at)
values (md5('answer')::uuid, test.number(4), test.monday('-1 year'));
savepoint ready;

-- The id of the label is not set.
select is(outlier.handle_failed_deliveries(test.monday()), 0, 'without the label''s id nothing is done');
select is((select count(*) from outlier.requests), 0::bigint, 'no post');
select is(pg_temp.out(), array[test.number(7)], 'and nobody is unsubscribed');
select results_eq($$
  select kind from outlier.problems where kind like 'failed%'
$$, $$values ('failed_deliveries_idle')$$, 'the job says so');
update outlier.lookup_templates set content = 'not an id' where name = 'missive_broadcast_post_closing_label_id';
select is(outlier.handle_failed_deliveries(test.monday()), 0, 'nor with something else in its place');
update outlier.lookup_templates
set content = ' ' || md5('undeliverable')::uuid || ' '
where name = 'missive_broadcast_post_closing_label_id';
update outlier.lookup_templates set content = '' where name = 'missive_broadcast_post_closing_message';
select is(outlier.handle_failed_deliveries(test.monday()), 0, 'nor without a text');
update outlier.lookup_templates set content = 'We lost you' where name = 'missive_broadcast_post_closing_message';
update outlier.settings set organization_id = null;
select is(outlier.handle_failed_deliveries(test.monday()), 0, 'nor without the organization that labels need');
select is((select count(*) from outlier.incidents), 1::bigint, 'one problem, however often the job runs');
update outlier.settings set organization_id = '16ead38e-0348-4564-9b8a-5085be988669';
savepoint configured;

-- The people who are selected.
select is(outlier.handle_failed_deliveries(test.monday()), 2, 'two people');
select is(
  pg_temp.posts(),
  array[test.number(0), test.number(5)],
  'people whose three latest failed: not two, none sent, unknown or answered, nobody who is out'
);
select is(pg_temp.out(), array[test.number(7)], 'nobody is unsubscribed before Missive has accepted');
select is((select count(*) from outlier.message_statuses where closed), 0::bigint, 'and nothing is marked');
select is(outlier.handle_failed_deliveries(test.monday('1 minute')), 0, 'a second run at once does nothing');
select is((select count(*) from outlier.requests), 2::bigint, 'each has one post');
select results_eq($$
  select payload -> 'addSharedLabels', payload -> 'close', payload ->> 'text', payload ->> 'conversation'
  from outlier.requests
  where payload #>> '{details,phoneNumber}' = test.number(0)
$$,
  $$
    values (
      jsonb_build_array(md5('undeliverable')::uuid), 'true'::jsonb, 'We lost you', (md5('conversation 0')::uuid)::text
    )
  $$,
  'into their conversation, with the label, closing it');
savepoint asked;

-- Missive refuses the post.
select test.answer(test.claim_requests(), null, 500);
select is(pg_temp.out(), array[test.number(7)], 'refused: nobody is unsubscribed');
select is(outlier.handle_failed_deliveries(test.monday('1 day')), 0, 'while it is tried again nothing is asked twice');
delete from outlier.requests;
select is(outlier.handle_failed_deliveries(test.monday('1 day')), 2, 'given up: the next run asks again');
rollback to savepoint asked;

-- The answer is lost, but Missive has the post.
select test.answer(test.claim_requests(), null, null, test.monday(), '{"status": null}');
select is(pg_temp.out(), array[test.number(7)], 'a lost answer: nobody is unsubscribed yet');
select test.answer(
  test.claim_requests(test.monday('3 minutes')),
  jsonb_build_object('posts', jsonb_build_array(jsonb_build_object('text', 'We lost you'))),
  200,
  test.monday('3 minutes')
);
select is(pg_temp.out(), array[test.number(0), test.number(5), test.number(7)], 'the post was made: then they are');
select is((select count(*) from outlier.posts), 2::bigint, 'with one post each');
rollback to savepoint asked;

-- Missive accepts the post.
select test.label('Undeliverable');
update outlier.labels set id = md5('undeliverable')::uuid;
insert into outlier.conversations (id) values (md5('conversation 0')::uuid);
insert into outlier.broadcast_first_messages (broadcast_id, recipient_phone_number, message)
select min(id), test.number(0), 'later'
from outlier.broadcasts
where state = 'done'
  and first_message = 'Day 5';
select test.answer(test.claim_requests(), null, 201);
select is(pg_temp.out(), array[test.number(0), test.number(5), test.number(7)], 'accepted: they are unsubscribed');
select results_eq($$select phone_number, source, actor, words from outlier.consent_events order by 1$$,
  $$values (test.number(0), 'failed_delivery', 'Outlier', 'We lost you'),
    (test.number(5), 'failed_delivery', 'Outlier', 'We lost you'),
    (test.number(7), 'sql', session_user::text collate "default", null)$$, 'on record');
select is((select count(*) from outlier.queued_messages), 0::bigint, 'what waited for them is dropped');
select is(
  (
    select array_agg(distinct recipient_phone_number order by recipient_phone_number)
    from outlier.message_statuses
    where closed
  ),
  array[test.number(0), test.number(5)],
  'their failed messages are marked'
);
select is(
  (select count(*) from outlier.message_statuses where closed and twilio_sent_status = 'delivered'),
  0::bigint,
  'and no others'
);
select results_eq('select c.closed, l.label_id, l.is_archived from outlier.conversations as c inner join outlier.conversations_labels as l on l.conversation_id = c.id',
  $$values (true, md5('undeliverable')::uuid, false)$$, 'the mirror knows of label and closing');
select is((select count(*) from outlier.requests), 0::bigint, 'nothing is left to do');
select is(outlier.handle_failed_deliveries(test.monday('1 day')), 0, 'the next run does nothing');
select is(outlier.archive_double_failures(test.monday('1 day')), 0, 'nor does the other job');
select is((select count(*) from outlier.posts), 2::bigint, 'exactly one post each');
-- The person opts in again.
select test.writes(test.number(0), 'start', test.monday('2 days'));
select is(outlier.handle_failed_deliveries(test.monday('3 days')), 0, 'who has written is reachable');
rollback to savepoint asked;

-- The person answers between the request and its acceptance.
select test.writes(test.number(0), 'I am here', test.monday('1 second'));
select test.answer(test.claim_requests(), null, 201);
select is(pg_temp.out(), array[test.number(5), test.number(7)], 'who writes before the post is accepted is left in');
select is(
  (select payload ->> 'text' from outlier.requests where kind = 'create_post'),
  'This person stays subscribed: the post before this one is out of date, because a message reached them or is on its way, or they wrote.',
  'and a post says that the one before is not true any more'
);
rollback to savepoint asked;
-- A message reaches the person between the request and its acceptance.
insert into outlier.message_statuses (
  is_second, broadcast_id, recipient_phone_number, message, twilio_sent_status, created_at
)
select true, min(id), test.number(0), 'x', 'delivered', test.monday('1 second')
from outlier.broadcasts
where first_message = 'Day 1';
select test.answer(test.claim_requests(), null, 201);
select is(
  pg_temp.out(), array[test.number(5), test.number(7)],
  'to whom a message was delivered before the post is accepted is left in'
);
select is((select count(*) from outlier.requests where kind = 'create_post'), 1::bigint, 'and a post says so');
rollback to savepoint asked;
update outlier.message_statuses set twilio_sent_status = 'delivered'
where recipient_phone_number = test.number(0)
  and created_at = (select max(created_at) from outlier.message_statuses where recipient_phone_number = test.number(0));
select test.answer(test.claim_requests(), null, 201);
select is(pg_temp.out(), array[test.number(5), test.number(7)], 'so is one of whose three Twilio has corrected one');
rollback to savepoint asked;
insert into outlier.message_statuses (
  is_second, broadcast_id, recipient_phone_number, message, twilio_sent_status, created_at
)
select true, min(id), test.number(0), 'x', null, test.monday('1 second')
from outlier.broadcasts
where first_message = 'Day 1';
select test.answer(test.claim_requests(), null, 201);
select is(pg_temp.out(), array[test.number(5), test.number(7)], 'and one whose newest message is on its way');
rollback to savepoint asked;
update outlier.authors set unsubscribed = true where phone_number = test.number(0);
select test.answer(test.claim_requests(), null, 201);
select is(
  (select count(*) from outlier.requests where kind = 'create_post'), 0::bigint,
  'about somebody who opted out meanwhile nothing is untrue'
);
rollback to savepoint configured;

-- The conversation of the post.
update outlier.message_statuses set missive_conversation_id = null where recipient_phone_number = test.number(0);
select is(outlier.handle_failed_deliveries(test.monday()), 1, 'without a conversation there is no post');
select results_eq($$
  select kind from outlier.incidents where resolved_at is null and kind like '%homeless'
$$, $$values ('failed_deliveries_homeless')$$, 'which is told');
insert into outlier.conversations (id) values (md5('mirror')::uuid);
insert into outlier.conversations_authors values (md5('mirror')::uuid, test.number(0));
select is(outlier.handle_failed_deliveries(test.monday()), 1, 'the mirror may know it');
select is(
  (select payload ->> 'conversation' from outlier.requests where payload #>> '{details,phoneNumber}' = test.number(0)),
  (md5('mirror')::uuid)::text,
  'then it is that one'
);
rollback to savepoint configured;

-- First and second messages count equally, and so do campaigns.
delete from outlier.message_statuses where recipient_phone_number = test.number(2);
select test.campaign();
insert into outlier.message_statuses (
  is_second, campaign_id, recipient_phone_number, message, missive_conversation_id, twilio_sent_status, created_at
)
select s, c.id, test.number(2), 'x', md5('conversation 2')::uuid, 'undelivered', test.monday()
from outlier.campaigns as c
cross join (values (false), (true)) as v (s);
insert into outlier.message_statuses (
  is_second, broadcast_id, recipient_phone_number, message, missive_conversation_id, twilio_sent_status, created_at
)
select false, min(id), test.number(2), 'x', md5('conversation 2')::uuid, 'failed', test.monday()
from outlier.broadcasts;
select outlier.handle_failed_deliveries(test.monday());
select ok(test.number(2) = any (pg_temp.posts()), 'three failures are three failures');
rollback to savepoint configured;

-- The person was unsubscribed, an administrator opted them in, and messages fail again: a new post is made.
select outlier.handle_failed_deliveries(test.monday());
select test.answer(test.claim_requests(), null, 201);
select outlier.set_consent(test.number(0), 'opt_in', 'admin', 'Ada', p_now => test.monday('1 day'));
select is(outlier.handle_failed_deliveries(test.monday('1 day')), 0, 'the same three failures do it once');
update outlier.broadcasts set first_message = first_message where false;
insert into outlier.message_statuses (
  is_second, broadcast_id, recipient_phone_number, message, missive_conversation_id, twilio_sent_status, created_at
)
select true, min(id), test.number(0), 'x', md5('conversation 0')::uuid, 'failed', test.monday('2 days')
from outlier.broadcasts
where first_message = 'Day 1';
select is(outlier.handle_failed_deliveries(test.monday('3 days')), 1, 'a new failure does it again');
select is(pg_temp.posts(), array[test.number(0)], 'for that person');
select is((select count(*) from outlier.posts), 2::bigint, 'beside the posts that were made');
select is(outlier.has_answered(test.number(4)), true, 'an answer of long ago is one');
delete from outlier.twilio_messages;
insert into outlier.consent_events (phone_number, kind, source) values (test.number(4), 'opt_in', 'message');
select is(outlier.has_answered(test.number(4)), true, 'and stays one when the message itself was cleared away');
select is(outlier.has_answered(test.number(0)), false, 'what we send is none');
select * from finish();
rollback;
