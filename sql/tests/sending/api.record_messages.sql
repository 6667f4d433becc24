-- Shows: crash-after-accepted, text-as-sql, unknown-person, retried-for-ever, delivered-by-silence
-- Shows: table-message_statuses, table-dead_letters, api.record_messages, frozen-executor, late-results
begin;
select plan(81);
select test.sending(6, p_second_message => 'Costs $$5: "it''s" $1', p_delay => 900);
select test.let('claim', test.claim(p_limit => 3));
create function pg_temp.settled(p_was_sent boolean) returns void language sql as $$
  select outlier.expire_leases(false, test.monday('3 minutes'));
  select outlier.settle_unknown_message(u.id, p_was_sent, test.monday('4 minutes')) from outlier.unknown_messages as u;
$$;
create function pg_temp.late() returns text[] language sql as $$
  select array_agg(
    concat_ws(' ', i.phone_number, i.batch_id = test.latest()) order by i.phone_number
  )
  from outlier.incidents as i
  where i.kind = 'accepted_late'
$$;
-- The results as the executor records them, with the person and the batch.
create function pg_temp.told() returns jsonb language sql as $$
  select jsonb_agg(r || jsonb_build_object('to', m -> 'to', 'batch', m -> 'batch'))
  from jsonb_array_elements(test.results(test.get('claim'))) as r
  inner join jsonb_array_elements(test.get('claim') -> 'messages') as m on m -> 'id' = r -> 'id'
$$;
savepoint claimed;

-- Missive accepts the messages.
select is(test.record(test.get('claim'), test.monday('2 seconds')), 3, 'it returns how many results counted');
select is(
  (select count(*) from outlier.broadcast_first_messages where state <> 'waiting'),
  0::bigint,
  'accepted rows leave the queue'
);
select results_eq(
  $$
    select recipient_phone_number, message, is_second, broadcast_id, twilio_sent_status, claimed_at, created_at
    from outlier.message_statuses
    order by recipient_phone_number
  $$,
  $$
    select
      test.number(i), 'What do you need to know?', false, test.latest(), null::text, test.monday(),
      test.monday('2 seconds')
    from generate_series(0, 2) as i
  $$,
  'each becomes a status row, whose status is unknown until somebody knows it'
);
select ok(
  (
    select bool_and(missive_id is not null and missive_conversation_id is not null and audience_segment_id is not null)
    from outlier.message_statuses
  ),
  'with Missive''s ids and the segment'
);
select results_eq(
  $$
    select recipient_phone_number, message, due_at, state
    from outlier.broadcast_second_messages
    order by recipient_phone_number
  $$,
  $q$
    select test.number(i), 'Costs $$5: "it''s" $1', test.monday('2 seconds') + interval '900 seconds', 'waiting'
    from generate_series(0, 2) as i
  $q$,
  'a follow-up is due in delay seconds; quotes and dollars do not break the SQL that queues it'
);
select is(test.record(test.get('claim'), test.monday('3 seconds')), 0, 'a second result for the same claim is ignored');
select is((select count(*) from outlier.message_statuses), 3::bigint, 'and changes nothing');
select is((select count(*) from outlier.broadcast_second_messages), 3::bigint, 'nor queues a second follow-up');
rollback to savepoint claimed;
select is(
  test.record(test.get('claim'), test.monday('2 seconds'), '{"missiveId": null, "conversationId": null}'),
  3,
  'an acceptance that names no message is one all the same'
);
rollback to savepoint claimed;
select is(
  test.record_messages(
    'first_messages', jsonb_build_array(test.results(test.get('claim')) -> 0), test.monday('2 seconds')
  ),
  1,
  'results can come one by one'
);
select is(
  (select count(*) from outlier.queued_messages where state = 'sending'), 2::bigint, 'and leave the others under way'
);
rollback to savepoint claimed;

select is(test.record(test.get('claim'), test.monday('2 seconds'), '{"status": 200}'), 3, 'any 2xx is an acceptance');
rollback to savepoint claimed;

-- Results with another claim's id.
select is(
  test.record_messages(
    'first_messages',
    (select jsonb_agg(r || '{"claimId": -1}') from jsonb_array_elements(test.results(test.get('claim'))) as r),
    test.monday()
  ),
  0,
  'the result of a claim that does not stand is ignored'
);
select is(
  test.record_messages('second_messages', test.results(test.get('claim')), test.monday()),
  0,
  'a result goes to its own queue'
);
select is(
  (select count(*) from outlier.queued_messages where state = 'sending'), 3::bigint, 'neither changes anything'
);
select is(test.record_messages('first_messages', '[]', test.monday()), 0, 'no results, nothing to do');

-- Missive refuses the messages.
select test.record(
  test.get('claim'), test.monday('2 seconds'), '{"status": 500, "missiveId": null, "body": "<html>Bad gateway</html>"}'
);
select results_eq(
  $$
    select distinct state, failures, due_at, last_status, last_error, claim_id is null
      and claimed_by is null
      and claimed_at is null
      and lease_until is null from outlier.queued_messages where failures > 0
  $$,
  $$values ('waiting', 1, test.monday('3 minutes 2 seconds'), 500, '<html>Bad gateway</html>', true)$$,
  'a refused row waits three minutes, with status and body'
);
select is(
  test.claimed(test.claim(test.monday('3 minutes 1 second'))),
  array[test.number(3), test.number(4), test.number(5)],
  'others go on meanwhile'
);
rollback to savepoint claimed;

create function pg_temp.refuse(p_later interval, p_answer jsonb) returns void language sql as $$
  select test.record(test.claim(test.monday(p_later), 1), test.monday(p_later), p_answer);
$$;
delete from outlier.broadcast_first_messages where recipient_phone_number <> test.number(0);
select test.record(test.get('claim'), test.monday(), '{"status": 500, "missiveId": null}');
select pg_temp.refuse('3 minutes', '{"status": 422, "missiveId": null, "body": "no"}');
select is((select failures from outlier.queued_messages), 2, 'two failures are not the end');
select is((select count(*) from outlier.dead_letters), 0::bigint, 'not yet');
select pg_temp.refuse('6 minutes', '{"status": 422, "missiveId": null, "body": "{\"error\": \"invalid\"}"}');
select results_eq(
  'select recipient_phone_number, message, failures, status, body, batch_id, is_second from outlier.dead_letters',
  $$values (test.number(0), 'What do you need to know?', 3, 422, '{"error": "invalid"}', test.latest(), false)$$,
  'the third failure moves it to the dead letters, with status and body'
);
select is((select count(*) from outlier.queued_messages), 0::bigint, 'and out of the queue');
select is(
  (select reason from outlier.recipients where phone_number = test.number(0)),
  'gave_up',
  'and recipients says that it was given up'
);
select is((select state from outlier.broadcasts where id = test.latest()), 'done', 'and the broadcast is through');
rollback to savepoint claimed;

-- A failure to connect counts as a refusal. Each refusal counts, whatever its kind.
select test.record(
  test.get('claim'),
  test.monday(),
  '{"status": null, "written": false, "missiveId": null, "body": "connection refused"}'
);
select results_eq(
  'select distinct state, failures, last_status, last_error from outlier.queued_messages where failures > 0',
  $$values ('waiting', 1, null::integer, 'connection refused')$$,
  'a network exception before anything was written is a failure, not retried for ever'
);
rollback to savepoint claimed;
select test.record(
  test.get('claim'), test.monday(), jsonb_build_object('status', 500, 'missiveId', null, 'body', repeat('<', 100000))
);
select is(
  (select max(length(last_error)) from outlier.queued_messages), 2000, 'of a page of errors the beginning is kept'
);
rollback to savepoint claimed;

-- Missive answers 429.
select test.record(
  test.get('claim'),
  test.monday('2 seconds'),
  '{"status": 429, "missiveId": null, "retryAfter": 30, "body": "slow down"}'
);
select results_eq(
  'select distinct state, failures, due_at from outlier.queued_messages', $$values ('waiting', 0, test.monday())$$,
  'a 429 is no failure: it costs the row nothing, and it keeps its place'
);
select results_eq(
  $$select held_until, hold_reason from outlier.quotas where name = 'first_messages'$$,
  $$values (test.monday('32 seconds'), '429: too many calls')$$,
  'the whole token waits as long as Retry-After says'
);
select is((select held_until from outlier.quotas where name = 'second_messages'), null, 'other tokens do not');
rollback to savepoint claimed;
select test.record(test.get('claim'), test.monday(), '{"status": 429, "missiveId": null}');
select is(
  (select held_until from outlier.quotas where name = 'first_messages'),
  test.monday('1 minute'),
  'a 429 without Retry-After holds the token for rate_limit_wait'
);
rollback to savepoint claimed;
update outlier.quotas set held_until = test.monday('10 minutes'), hold_reason = 'x' where name = 'first_messages';
select test.record(test.get('claim'), test.monday(), '{"status": 429, "missiveId": null, "retryAfter": 1}');
select is(
  (select held_until from outlier.quotas where name = 'first_messages'),
  test.monday('10 minutes'),
  'a later 429 does not shorten a hold'
);
rollback to savepoint claimed;
do $$ begin
  for i in 1..20 loop
    perform test.record(
      test.claim(test.monday(interval '1 hour' * i)),
      test.monday(interval '1 hour' * i),
      '{"status": 429, "missiveId": null, "retryAfter": 1}'
    );
  end loop;
end $$;
select is((select count(*) from outlier.dead_letters), 0::bigint, 'twenty 429s in a row give nobody up');
rollback to savepoint claimed;

-- Missive answers 401.
select test.record(test.get('claim'), test.monday(), '{"status": 401, "missiveId": null}');
select is((select sum(failures) from outlier.queued_messages), 0::bigint, 'a refused token costs no row a failure');
select is(
  (select held_until from outlier.quotas where name = 'first_messages'), test.monday('3 minutes'), 'it holds the token'
);
select is((select array_agg(kind) from outlier.incidents), array['token_refused'], 'and is reported to the operator');
select ok((select message || hint !~* 'bearer|missive_pat' from outlier.incidents), 'without the token in it');
rollback to savepoint claimed;

-- The outcome is unknown.
select test.record(
  test.get('claim'), test.monday('100 seconds'), '{"status": null, "written": true, "missiveId": null}'
);
select is(
  (select count(*) from outlier.queued_messages where state = 'unknown'),
  3::bigint,
  'a lost answer is neither a success nor a failure'
);
select is((select max(failures) from outlier.queued_messages), 0, 'and counts as no failure');
select is(
  test.claimed(test.claim(test.monday('47 hours'))), array[test.number(3), test.number(4), test.number(5)],
  'what may have been sent is never sent again blindly'
);
select is((select count(*) from outlier.unknown_messages), 3::bigint, 'it is there to be seen');
select is((select state from outlier.broadcasts where id = test.latest()), 'sending', 'and keeps its broadcast open');
select is(test.record(test.get('claim'), test.monday('5 minutes')), 3, 'the answer that comes after all settles it');
select is((select count(*) from outlier.message_statuses), 3::bigint, 'as sent, once');
rollback to savepoint claimed;
select is(test.record(
  test.get('claim'), test.monday(), '{"status": null, "written": null, "missiveId": null}'
) is not null
  and (select count(*) = 0 from outlier.message_statuses), true, 'a result without any answer is never an acceptance');
rollback to savepoint claimed;

-- The lease has expired.
select test.claim(test.monday('3 minutes'), 1);
select is(
  (select count(*) from outlier.queued_messages where state = 'unknown'),
  3::bigint,
  'when the lease runs out the outcome is unknown'
);
select is(
  test.record(test.get('claim'), test.monday('4 minutes'), '{"status": 422, "missiveId": null}'),
  3,
  'a refusal that comes late counts'
);
select is(
  (select count(*) from outlier.queued_messages where state = 'waiting' and failures = 1),
  3::bigint,
  'and the row waits for its next try'
);
select is(
  test.record(test.get('claim'), test.monday('4 minutes'), '{"status": 422, "missiveId": null}'), 0,
  'a result for a claim that is over is ignored'
);
select is((select max(failures) from outlier.queued_messages), 1, 'so that a refusal counts once');
rollback to savepoint claimed;

-- A frozen executor makes its call, or reads its answer, after its claim has ended.
select pg_temp.settled(false);
select is(
  test.claimed(test.claim(test.monday('5 minutes'), 4)),
  array[test.number(3), test.number(4), test.number(5), test.number(0)],
  'another executor has one of the messages'
);
select is(
  test.record(test.get('claim'), test.monday('6 minutes')), 2, 'what waits is taken for sent when a late answer says so'
);
select results_eq(
  $$select s.recipient_phone_number, s.claimed_at is not null from outlier.message_statuses as s order by 1$$,
  $$select test.number(i), true from generate_series(1, 2) as i$$, 'it is on record'
);
select is(test.claimed(test.claim(test.monday('7 minutes'))), '{}', 'and does not go out again');
select is(
  pg_temp.late(), array[test.number(0) || ' t', test.number(1) || ' t', test.number(2) || ' t'],
  'each call that was accepted late is an incident, with the person and the batch'
);
select is(
  (select array_agg(message ~ 'twice' order by phone_number) from outlier.incidents where kind = 'accepted_late'),
  array[true, false, false],
  'which says who may get it twice'
);
select is(
  (
    select count(*)
    from outlier.incidents as i
    where strpos(concat_ws(' ', i.message, i.hint), substr(i.phone_number, 3)) > 0 or i.message ~ 'broadcast'
  ),
  0::bigint,
  'and names neither in its words'
);
select results_eq(
  $$
    select kind, message ~ '^3 messages' and concat_ws(' ', message, hint) !~ '[0-9]{7}'
    from outlier.problems
    where kind = 'accepted_late'
  $$,
  $$values ('accepted_late', true)$$, 'the problems say how many, once'
);
select is(
  test.record(test.get('claim'), test.monday('8 minutes')), 0, 'handed in again with other ids, nothing counts'
);
select is((select count(*) from outlier.message_statuses), 2::bigint, 'nothing is recorded twice');
select is(
  (select count(*) from outlier.incidents where kind = 'accepted_late'), 3::bigint, 'and nothing reported twice'
);
rollback to savepoint claimed;
select pg_temp.settled(true);
update outlier.message_statuses set missive_id = gen_random_uuid();
select is(
  test.record(test.get('claim'), test.monday('6 minutes')), 0, 'what another executor has sent is not counted again'
);
select is(cardinality(pg_temp.late()), 3, 'but reported, from the record of what was sent');
rollback to savepoint claimed;
-- The messages have been dropped or moved to dead letters since.
select pg_temp.settled(false);
select outlier.cancel_batch(test.latest());
select is((select count(*) from outlier.queued_messages), 0::bigint, 'the messages are gone');
select is(
  test.record_messages('first_messages', pg_temp.told(), test.monday('6 minutes')), 0, 'their results do not count'
);
select is(
  pg_temp.late(), array[test.number(0) || ' t', test.number(1) || ' t', test.number(2) || ' t'],
  'and are incidents with the person and the batch'
);
rollback to savepoint claimed;
select pg_temp.settled(false);
select outlier.cancel_batch(test.latest());
select outlier.erase_person(test.number(0));
select test.record_messages('first_messages', pg_temp.told(), test.monday('6 minutes'));
select is(
  (select array_agg(phone_number order by phone_number) from outlier.incidents where kind = 'accepted_late'),
  array[test.number(1), test.number(2), null],
  'somebody who was erased since is not written down again'
);
rollback to savepoint claimed;
select test.let('results', test.results(test.get('claim')));
select test.record_messages('first_messages', test.get('results'), test.monday('1 second'));
select is(
  test.record_messages('first_messages', test.get('results'), test.monday('2 seconds')), 0,
  'the same result twice counts once'
);
select is(pg_temp.late(), null, 'and is no incident');
rollback to savepoint claimed;
-- The messages are claimed again.
select test.record(test.get('claim'), test.monday(), '{"released": true, "status": null, "missiveId": null}');
select results_eq(
  'select distinct state, failures, due_at, claim_id from outlier.queued_messages',
  $$values ('waiting', 0, test.monday(), null::bigint)$$,
  'what an executor gives back when it stops is due as before'
);
select is(cardinality(test.claimed(test.claim(p_limit => 3))), 3, 'another takes it');
select is(
  test.record(test.get('claim'), test.monday('1 second')), 0, 'an expired claim cannot record over the one that stands'
);
select is((select count(*) from outlier.queued_messages where state = 'sending'), 3::bigint, 'which goes on');
rollback to savepoint claimed;

-- Different results in one call.
select is(
  test.record_messages('first_messages', (
    select jsonb_agg(
      r || case place
        when 1 then '{}'
        when 2 then '{"status": 500, "missiveId": null}'
        else '{"status": 429, "missiveId": null, "retryAfter": 5}'
      end::jsonb
    )
    from jsonb_array_elements(test.results(test.get('claim'))) with ordinality as t (r, place)
  ), test.monday()), 3, 'each result of a batch is judged by itself'
);
select results_eq(
  'select recipient_phone_number, failures from outlier.broadcast_first_messages order by recipient_phone_number '
  'limit 2',
  $$values (test.number(1), 1), (test.number(2), 0)$$, 'one refused, one held'
);
select is((select array_agg(recipient_phone_number) from outlier.message_statuses), array[test.number(0)], 'one sent');
rollback to savepoint claimed;

-- Changes by hand between claim and result: a follow-up is already queued, or the person was deleted.
insert into outlier.broadcast_second_messages (broadcast_id, recipient_phone_number, message, due_at)
values (test.latest(), test.number(0), 'by hand', test.monday());
select lives_ok($$
  select test.record(test.get('claim'), test.monday())
$$, 'a follow-up that is queued already does not fail the record');
select is((select count(*) from outlier.message_statuses), 3::bigint, 'which is complete');
select is((select count(*) from outlier.broadcast_second_messages), 3::bigint, 'and nobody is queued twice');
rollback to savepoint claimed;
delete from outlier.authors where phone_number = test.number(0);
select lives_ok($$
  select test.record(test.get('claim'), test.monday())
$$, 'a person who is not known any more does not fail the record after the text has gone out');
select is((select count(*) from outlier.message_statuses), 3::bigint, 'which is complete');
rollback to savepoint claimed;
select test.record(test.get('claim'), test.monday(), '{"body": null}');
select is(
  (select count(*) from outlier.recipients where reason is not null or follow_up_reason is not null),
  0::bigint,
  'who got the message has no reason against it'
);
select * from finish();
rollback;
