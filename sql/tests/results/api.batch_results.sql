-- The results of a batch, and the outcome for each person.
-- Shows: GET-/broadcasts, GET-/broadcasts/{id}/results, GET-/broadcasts/{id}/recipients, GET-/campaigns/{id}/results
-- Shows: GET-/campaigns/{id}/recipients, api.batch_results, api.broadcast_year, api.list_recipients
begin;
select plan(33);
select test.settings();
select test.authors(6);
update outlier.authors set unsubscribed = true where phone_number = test.number(5);
select test.let('first', to_jsonb(test.segment(
  'low', format('select phone_number from authors where phone_number <= %L order by phone_number', test.number(2))
)));
select test.let('second', to_jsonb(test.segment(
  'high', format('select phone_number from authors where phone_number > %L order by phone_number', test.number(2))
)));
select test.let('batch', to_jsonb(test.broadcast(6, test.monday(), p_second_message => 'And?')));
select test.share(test.get('batch')::bigint, (test.get('first') #>> '{}')::bigint, 50);
select test.share(test.get('batch')::bigint, (test.get('second') #>> '{}')::bigint, 50);
create function pg_temp.results(variadic p_path text[] default '{}') returns jsonb language sql as $$
  select api.batch_results('broadcast', test.get('batch')::bigint) #> p_path
$$;
create function pg_temp.people(p_outcome text default null, p_cursor text default null) returns text[] language sql as $$
  select coalesce(array_agg(right(p ->> 'phoneNumber', 1)), '{}')
  from jsonb_array_elements(
    api.list_recipients('broadcast', test.get('batch')::bigint, p_outcome, p_cursor) -> 'items'
  ) as p
$$;
select is(
  pg_temp.results('funnel'),
  '{"people": 0, "leftOut": 0, "chosen": 0, "givenUp": 0, "sent": 0, "delivered": 0, "failed": 0, "unknown": 0,
    "replies": 0, "optOuts": 0}',
  'before it runs, everything is nothing'
);
select is(pg_temp.results('hours'), '[]', 'no hour has passed');
select is(pg_temp.people(), '{}', 'and nobody is listed');
select outlier.make_broadcast(test.monday());
select is(pg_temp.people('waiting'), array['0', '1', '2', '3', '4'], 'once it is made, people wait');
select test.send_all();
update outlier.message_statuses set twilio_sent_status = 'delivered'
where recipient_phone_number in (test.number(0), test.number(1));
update outlier.message_statuses set twilio_sent_status = 'undelivered', twilio_error_code = 30005
where recipient_phone_number = test.number(2);
update outlier.message_statuses set twilio_sent_status = 'failed' where recipient_phone_number = test.number(3);
select test.receive_user_action(
  test.incoming(test.number(0), 'It is', test.monday('90 minutes')), p_now => test.monday('90 minutes')
);
select test.receive_user_action(
  test.incoming(test.number(1), 'STOP', test.monday('2 hours')), p_now => test.monday('2 hours')
);
select is(
  pg_temp.results('funnel'),
  '{"people": 6, "leftOut": 1, "chosen": 5, "givenUp": 0, "sent": 5, "delivered": 2, "failed": 2, "unknown": 1,
    "replies": 1, "optOuts": 1}',
  'people are counted step by step'
);
select is(
  pg_temp.results('reasons'),
  '[{"reason": "unsubscribed", "explanation": "This person has opted out.", "people": 1}]',
  'why some got nothing'
);
select is(
  pg_temp.results('failures'),
  '[{"code": 30005, "meaning": "the number is unknown or no longer in use", "messages": 1},
    {"code": null, "meaning": "any other code", "messages": 1}]',
  'why messages failed'
);
select is(
  (select array_agg(s ->> 'name' order by s ->> 'id') from jsonb_array_elements(pg_temp.results('segments')) as s),
  array['low', 'high'], 'each segment by its name'
);
select is(
  pg_temp.results('segments', '0') - 'id' - 'followUpsSent',
  '{"name": "low", "people": 3, "leftOut": 0, "sent": 3, "delivered": 2, "failed": 1, "unknown": 0, "replies": 1,
    "optOuts": 1}',
  'and how it did'
);
select is(
  (
    select sum((s ->> 'people')::integer) || ' ' || sum((s ->> 'failed')::integer)
    from jsonb_array_elements(pg_temp.results('segments')) as s
  ),
  '6 2', 'segments add up to the whole'
);
select is(
  pg_temp.results('hours', '0'), '{"hour": 0, "sent": 5, "followUpsSent": 0, "replies": 0, "optOuts": 0}',
  'by the hour since its start'
);
select is(
  pg_temp.results('hours') -> 1 ->> 'hour', '1', 'an answer counts in the hour in which it came'
);
select is(
  (select sum((h ->> 'optOuts')::integer) from jsonb_array_elements(pg_temp.results('hours')) as h), 1::bigint,
  'an opt-out too'
);
select test.send_all(test.monday('3 hours'), 'second_messages');
select is(
  pg_temp.results('followUps'), '{"sent": 3, "delivered": 0, "failed": 0, "unknown": 3}',
  'follow-ups are counted beside the first messages'
);
select is(
  (select (f.people, f.first_sent, f.second_sent) = (s.people, s.first_sent, s.second_sent)
  from outlier.batch_funnel as f inner join outlier.batch_stats as s on s.id = f.id
  where f.id = test.get('batch')::bigint),
  true, 'the funnel and the statistics say the same'
);

-- The outcome for each person.
select is(pg_temp.people(), array['0', '1', '2', '3', '4', '5'], 'everybody by number');
select is(pg_temp.people('delivered'), array['0', '1'], 'who got it');
select is(pg_temp.people('failed'), array['2', '3'], 'whom it did not reach');
select is(pg_temp.people('unknown'), array['4'], 'of whom nothing is known');
select is(pg_temp.people('not_sent'), array['5'], 'to whom nothing was sent');
select is(pg_temp.people('replied'), array['0'], 'who answered');
select is(pg_temp.people('opted_out'), array['1'], 'who opted out');
select is(pg_temp.people('waiting'), '{}', 'who waits');
select is(
  api.list_recipients('broadcast', test.get('batch')::bigint, 'failed') #> '{items,0}',
  jsonb_build_object(
    'phoneNumber', test.number(2), 'name', null, 'segment', 'low', 'outcome', 'failed', 'reason', null,
    'explanation', null, 'sentAt', extract(epoch from test.monday())::bigint, 'status', 'undelivered',
    'errorCode', 30005, 'error', 'the number is unknown or no longer in use', 'dueAt', null,
    'waitsForContactHours', false, 'followUp', 'unknown', 'followUpReason', null, 'followUpExplanation', null,
    'followUpSentAt', extract(epoch from test.monday('3 hours'))::bigint
  ),
  'each with what became of both messages'
);
select is(
  api.list_recipients('broadcast', test.get('batch')::bigint, 'not_sent') #>> '{items,0,explanation}',
  'This person has opted out.', 'or why not'
);
select is(
  api.list_recipients('broadcast', test.get('batch')::bigint, 'replied') #>> '{items,0,followUpReason}',
  'answered', 'and why there was no follow-up'
);
select is(pg_temp.people(null, ltrim(test.number(3), '+')), array['4', '5'], 'after a cursor');
select is(pg_temp.people(null, ' ' || ltrim(test.number(3), '+')), array['4', '5'], 'with a blank for its plus');
insert into outlier.recipients (batch_id, broadcast_id, phone_number)
select test.get('batch')::bigint, test.get('batch')::bigint, test.number(100 + n) from generate_series(1, 50) as n;
select is(
  api.list_recipients('broadcast', test.get('batch')::bigint) ->> 'currentCursor', ltrim(test.number(144), '+'),
  'fifty are a page'
);
select is(
  jsonb_array_length(
    api.list_recipients('broadcast', test.get('batch')::bigint, 'all', ltrim(test.number(144), '+')) -> 'items'
  ),
  6, 'and the next one goes on'
);
select throws_ok(
  format($$select api.list_recipients('broadcast', %s, 'x')$$, test.get('batch')), 'OT010', 'the outcome "x" does not exist',
  'another word is refused'
);
select throws_ok($$select api.batch_results('campaign', -1)$$, 'OT009', null, 'a batch must be there');

-- The broadcasts of a year.
insert into outlier.broadcasts (state, editable, first_message, run_at, made_at)
select 'done', false, 'No ' || n, test.monday(n * interval '-100 days'), test.monday(n * interval '-100 days')
from generate_series(1, 4) as n;
select is(
  (select array_agg(b ->> 'firstMessage') from jsonb_array_elements(api.broadcast_year(test.monday('1 day'))) as b),
  array['What do you need to know?', 'No 1', 'No 2', 'No 3'], 'the broadcasts of twelve months, the latest first'
);
select * from finish();
rollback;
