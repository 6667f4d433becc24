-- Each message has one trace. Its id is known from the queue to the delivery. Outlier reports the outcome to executors
-- that watch for it.
-- Shows: api.settled_messages, api.watch_settled
begin;
select plan(16);
create function pg_temp.status(p_person integer) returns outlier.message_statuses language sql as $$
  select s from outlier.message_statuses as s where s.recipient_phone_number = test.number(p_person) and not s.is_second
$$;
create function pg_temp.outgoing(p_person integer, p_delivered_at timestamptz) returns void language sql as $$
  select test.receive_user_action(
    test.outgoing(
      test.number(p_person),
      'What do you need to know?',
      (pg_temp.status(p_person)).missive_id,
      p_delivered_at => p_delivered_at
    ),
    p_now => test.monday('5 minutes')
  )
$$;
select test.sending(3, 'Did you get help?');
select test.let('claim', test.claim());
select matches(
  test.get('claim') #>> '{messages,0,traceId}', '^[0-9a-f]{32}$', 'a claim tells the trace of each message'
);
select is(
  (
    select array_agg(outlier.trace_id((m ->> 'id')::bigint))
    from jsonb_array_elements(test.get('claim') -> 'messages') as m
  ),
  (select array_agg(m ->> 'traceId') from jsonb_array_elements(test.get('claim') -> 'messages') as m),
  'by its id in the queue'
);
select is((test.get('claim') ->> 'claimedAt')::timestamptz, test.monday(), 'when it was claimed');
select is((test.get('claim') #>> '{messages,0,queuedAt}')::timestamptz, now(), 'and since when it had waited');
select is(
  (select count(distinct m ->> 'traceId') from jsonb_array_elements(test.get('claim') -> 'messages') as m),
  3::bigint,
  'each has its own'
);
select test.record(test.get('claim'), test.monday('1 minute'));
select is(
  (select array_agg(outlier.trace_id(s.queued_message_id) order by s.id) from outlier.message_statuses as s),
  (
    select array_agg(m ->> 'traceId' order by m ->> 'id')
    from jsonb_array_elements(test.get('claim') -> 'messages') as m
  ),
  'which its status leads back to'
);
select is(outlier.trace_id(null), null, 'a status that was put in by hand has none');

-- No executor watches.
select pg_temp.outgoing(0, test.monday('4 minutes'));
select is((pg_temp.status(0)).twilio_sent_status, 'delivered', 'a message is delivered');
select is(api.settled_messages(), '[]', 'and nobody hears of it who did not ask');

-- An executor watches.
select api.watch_settled();
select pg_temp.outgoing(0, test.monday('4 minutes'));
select is(api.settled_messages(), '[]', 'what was known is not told again');
select pg_temp.outgoing(1, null);
select is(api.settled_messages(), '[]', 'sent is not settled');
select pg_temp.outgoing(2, test.monday('4 minutes'));
select is(
  api.settled_messages() #- '{0,acceptedAt}' #- '{0,settledAt}',
  jsonb_build_array(
    jsonb_build_object(
      'traceId',
      outlier.trace_id((pg_temp.status(2)).queued_message_id),
      'delivery',
      'delivered',
      'status',
      'delivered',
      'errorCode',
      null
    )
  ),
  'what Missive''s webhook settles is told'
);
select is((api.settled_messages() #>> '{0,settledAt}')::timestamptz, test.monday('5 minutes'), 'with its time');
select api.watch_settled();
update outlier.message_statuses
set twilio_sent_status = 'undelivered', twilio_error_code = 30005
where id = (pg_temp.status(2)).id;
select is(api.settled_messages() #>> '{0,delivery}', 'failed', 'and so is a correction by Twilio''s log');
select is(api.settled_messages() #>> '{0,errorCode}', '30005', 'with its code');
select ok(api.settled_messages()::text !~ '55501|need to know', 'nobody''s number and no text is in it');
select * from finish();
rollback;
