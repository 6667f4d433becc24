-- Each text that may be an opt-out is put to the team, once at a time, and must be decided in time.
-- Shows: table-consent_reviews, GET-/consent-reviews, POST-/consent-reviews/{id}, api.list_reviews, api.decide_review
-- Shows: review-decided
begin;
select plan(47);
select test.settings();
select test.authors(3);
create function pg_temp.reviews() returns text[] language sql as $$
  select array_agg(concat_ws(' ', phone_number, words, messages, decision, decided_by) order by id)
  from outlier.consent_reviews
$$;
create function pg_temp.unsubscribed(p_person integer default 0) returns boolean language sql as $$
  select unsubscribed from outlier.authors where phone_number = test.number(p_person)
$$;
create function pg_temp.posts() returns text[] language sql as $$
  select array_agg(payload ->> 'text' order by id) from outlier.requests where kind = 'create_post'
$$;
create function pg_temp.comments(p_body text, p_person integer, p_at timestamptz) returns void language sql as $$
  select test.receive_user_action(
    (
      test.payload('new_comment') || jsonb_build_object(
        'comment',
        test.payload('new_comment') -> 'comment' || jsonb_build_object(
          'id', gen_random_uuid(), 'body', p_body, 'created_at', extract(epoch from p_at)
        ),
        'latest_message', jsonb_build_object('from_field', jsonb_build_object('id', test.number(p_person)))
      )
    )::text,
    p_now => p_at
  )
$$;
savepoint fresh;

select test.writes(test.number(0), 'wrong number', test.monday());
select is(pg_temp.reviews(), array[test.number(0) || ' wrong number 1'], 'a doubt opens a review');
select is(cardinality(pg_temp.posts()), 1, 'and is posted');
select matches((pg_temp.posts())[1], '"wrong number".*comment "unsubscribe".*comment "keep"', 'with what to do');
select ok(not pg_temp.unsubscribed(), 'nobody is opted out by it');
-- Daylight saving time begins on the Sunday in between.
select is(
  (select due_at from outlier.consent_reviews), test.monday('14 days') - interval '1 hour',
  'it is due in ten business days, at the same time of day'
);
select is(
  outlier.add_business_days(test.monday('4 days'), 1), test.monday('7 days') - interval '1 hour',
  'after a Friday comes a Monday'
);
select is(
  outlier.add_business_days(test.monday('5 days'), 1), test.monday('7 days') - interval '1 hour', 'after a Saturday too'
);
select test.writes(test.number(0), 'Who gave you my number', test.monday('1 hour'));
select is(
  pg_temp.reviews(), array[test.number(0) || ' who gave you my number 2'],
  'a person has one open review at a time, about the latest message'
);
select is(
  (select due_at from outlier.consent_reviews), test.monday('14 days') - interval '1 hour',
  'which is due when the first one was'
);
select is(cardinality(pg_temp.posts()), 2, 'each message is posted');
select is(
  jsonb_array_length(api.list_reviews()), 1, 'the API lists it'
);
select is(api.list_reviews() #>> '{0,message}', 'Who gave you my number', 'with its message');
savepoint opened;

-- A comment decides.
select pg_temp.comments('Let us keep them', 0, test.monday('2 hours'));
select is((select count(*) from outlier.consent_reviews where decision is null), 1::bigint, 'talk decides nothing');
select pg_temp.comments('Keep!', 0, test.monday('2 hours'));
select is(
  (select array_agg(decision || ' ' || (decided_by <> '') || ' ' || decided_at) from outlier.consent_reviews),
  array['keep true ' || test.monday('2 hours')], 'the comment "keep" decides'
);
select ok(not pg_temp.unsubscribed(), 'and they go on');
select test.writes(test.number(0), 'not interested', test.monday('3 hours'));
select is(
  (select count(*) from outlier.consent_reviews where decision is null), 1::bigint, 'the next doubt is a new review'
);
rollback to opened;
select pg_temp.comments('unsubscribe', 0, test.monday('2 hours'));
select ok(pg_temp.unsubscribed(), 'the comment "unsubscribe" opts out');
select is(
  (select array_agg(decision) from outlier.consent_reviews), array['opt_out'], 'and decides the review'
);
select pg_temp.comments('unsubscribe', 1, test.monday('2 hours'));
select ok(
  not pg_temp.unsubscribed(1), 'where no review is open, that is for the rule on admins'' comments'
);
rollback to opened;

-- The API or SQL decides.
select set_config('outlier.actor', 'jwt Avery', true);
select is(
  api.decide_review(
    (select id from outlier.consent_reviews), '{"decision": "opt_out"}', test.monday('2 hours')
  ) ->> 'decidedBy',
  'Avery', 'the API decides, with who did'
);
select set_config('outlier.actor', '', true);
select ok(pg_temp.unsubscribed(), 'it opts out');
select is(
  (select array_agg(concat_ws(' ', kind, source, actor)) from outlier.consent_events),
  array['opt_out admin Avery'], 'as an event'
);
select lives_ok(
  format('select outlier.decide_review(%s, ''opt_out'')', (select id from outlier.consent_reviews)),
  'the same decision again changes nothing'
);
select throws_ok(
  format('select outlier.decide_review(%s, ''keep'')', (select id from outlier.consent_reviews)),
  'OT010', null, 'another one is refused'
);
select throws_ok('select outlier.decide_review(0, ''keep'')', 'OT009', null, 'as is one about no review');
rollback to opened;
select throws_ok(
  format('select outlier.decide_review(%s, ''maybe'')', (select id from outlier.consent_reviews)),
  'OT010', null, 'and one that is none'
);
update outlier.authors set unsubscribed = true where phone_number = test.number(0);
select is(
  (select array_agg(decision) from outlier.consent_reviews), array['opt_out'], 'a change by hand decides it'
);
rollback to opened;

-- The person decides.
select test.writes(test.number(0), 'STOP', test.monday('2 hours'));
select is(
  (select array_agg(decision || ' ' || decided_by) from outlier.consent_reviews), array['opt_out the person'],
  'a plain no decides it'
);
rollback to opened;
select test.writes(test.number(0), 'START', test.monday('2 hours'));
select is(
  (select array_agg(decision || ' ' || decided_by) from outlier.consent_reviews), array['keep the person'],
  'so does a yes'
);
rollback to opened;
select test.receive_user_action(
  test.incoming(test.number(0), 'START', test.monday('-1 hour')), p_now => test.monday('2 hours')
);
select is(
  (select count(*) from outlier.consent_reviews where decision is null), 1::bigint, 'but none that is older'
);
rollback to opened;

-- An older comment decides nothing.
select pg_temp.comments('Keep', 0, test.monday('2 hours'));
select test.writes(test.number(0), 'How do I unsubscribe?', test.monday('3 days'));
select api.replay_event((select max(id) from outlier.invoke_history where rule_type = 'new_comment'));
select is(
  (select count(*) from outlier.consent_reviews where decision is null), 1::bigint,
  'a comment that is replayed decides no later review'
);
rollback to opened;
select test.receive_user_action(
  test.incoming(test.number(0), 'START', test.monday('30 minutes')), p_now => test.monday('2 hours')
);
select is(
  (select count(*) from outlier.consent_reviews where decision is null), 1::bigint,
  'a yes from between two doubts does not answer the second'
);
rollback to opened;
select outlier.run_maintenance_step('reviews', test.monday('14 days'));
select test.receive_user_action(
  test.incoming(test.number(0), 'START', test.monday('13 days')), p_now => test.monday('14 days 1 minute')
);
select ok(not pg_temp.unsubscribed(), 'a yes that comes after the deadline counts, if it was said after the doubt');
rollback to opened;

-- A group conversation.
select test.writes(test.number(1), 'hello all', test.monday('1 hour'));
select pg_temp.comments('keep', 1, test.monday('2 hours'));
select is(
  (select array_agg(decision) from outlier.consent_reviews), array['keep'],
  'a comment decides about whoever is in doubt in the conversation, whoever wrote last'
);
rollback to opened;
select test.writes(test.number(1), 'hello all', test.monday('1 hour'));
select pg_temp.comments('unsubscribe', 1, test.monday('2 hours'));
select ok(pg_temp.unsubscribed() and not pg_temp.unsubscribed(1), 'and about nobody else');
rollback to opened;

-- The deadline decides.
select outlier.run_maintenance_step('reviews', test.monday('13 days'));
select ok(not pg_temp.unsubscribed(), 'nothing happens before the deadline');
select outlier.run_maintenance_step('reviews', test.monday('14 days'));
select ok(pg_temp.unsubscribed(), 'where nobody decides in ten business days, the person is opted out');
select is(
  (select array_agg(source || ' ' || actor) from outlier.consent_events), array['deadline the deadline'], 'as an event'
);
rollback to fresh;

-- The exact moment of the deadline.
insert into outlier.consent_reviews (phone_number, message, words, due_at)
values (test.number(1), 'x', 'x', test.monday());
select outlier.decide_overdue_reviews(test.monday('-1 second'));
select is((select decision from outlier.consent_reviews where message = 'x'), null, 'before its time a review is open');
select outlier.decide_overdue_reviews(test.monday());
select is(
  (select decision from outlier.consent_reviews where message = 'x'), 'opt_out', 'at its time the deadline decides it'
);
rollback to fresh;

-- Reported problems, and texts from which the wording can be improved.
insert into outlier.consent_reviews (phone_number, message, words, opened_at, due_at)
values (test.number(1), 'x', 'x', now() - interval '8 days', now() + interval '6 days');
select is(
  (select count(*) from outlier.problems where kind = 'reviews_wait'), 1::bigint,
  'one older than a working day is a problem'
);
insert into outlier.consent_reviews (phone_number, message, words, due_at, decision, decided_at, decided_by)
select test.number(2), said, 'x', now(), 'opt_out', now(), 'Avery'
from unnest(array['Bug off', 'bug off!', 'BUG OFF', 'bug off', 'Nah', 'nah']) as said;
select results_eq(
  'select words, decision, decisions from outlier.review_report', $$values ('bug off', 'opt_out', 4::bigint)$$,
  'wording that was decided alike more than three times is reported'
);
rollback to fresh;

-- The order in which texts arrive does not matter.
select test.receive_user_action(
  test.incoming(test.number(0), 'stip', test.monday()), p_now => test.monday('5 seconds')
);
select test.receive_user_action(
  test.incoming(test.number(0), 'START', test.monday('3 seconds')), p_now => test.monday('8 seconds')
);
select is(
  (select array_agg(decision) from outlier.consent_reviews), array['keep'],
  'what was said later answers it, whenever webhooks come'
);
rollback to fresh;
select test.receive_user_action(
  test.incoming(test.number(0), 'START', test.monday('1 hour')), p_now => test.monday('1 hour')
);
select test.receive_user_action(
  test.incoming(test.number(0), 'wrong number', test.monday()), p_now => test.monday('2 hours')
);
select is(pg_temp.reviews(), null, 'a doubt that comes after the yes that answers it opens none');
rollback to fresh;

-- People who have opted out, or who want to opt in again.
update outlier.authors set unsubscribed = true where phone_number = test.number(0);
select test.writes(test.number(0), 'wrong number', test.monday());
select is(pg_temp.reviews(), null, 'about somebody who is out nobody need decide');
select test.writes(test.number(0), 'Yes', test.monday('1 hour'));
select matches((pg_temp.posts())[1], 'want texts again.*comment "resubscribe"', 'a yes of theirs is put to the team');
select test.writes(test.number(1), 'Yes', test.monday('1 hour'));
select is(cardinality(pg_temp.posts()), 1, 'somebody who gets texts says yes to something else');
select * from finish();
rollback;
