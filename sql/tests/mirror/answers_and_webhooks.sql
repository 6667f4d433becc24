-- Missive's answer about a person's labels can be older than a webhook that arrives before it.
-- Shows: slow-missive
begin;
select plan(22);
select test.settings();
select test.let('water', to_jsonb(test.label('Water')));
select test.let('done', to_jsonb(test.label('Done')));
create function pg_temp.label(p_name text) returns uuid language sql as $$ select (test.get(p_name) #>> '{}')::uuid $$;
select test.give_label(pg_temp.label('water'), 0, 3);
select test.let('id', to_jsonb(test.scheduled_campaign(test.segments(pg_temp.label('water'), pg_temp.label('done')))));
select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday());
update outlier.quotas set max_concurrent = 100;
create function pg_temp.label_json(variadic p_names text[]) returns jsonb language sql as $$
  select jsonb_agg(jsonb_build_object('id', pg_temp.label(n.name), 'name', initcap(n.name)))
  from unnest(p_names) as n (name)
$$;
create function pg_temp.answer(p_person integer, p_body text, p_at timestamptz) returns integer language sql as $$
  select test.record_requests(jsonb_build_array(
    jsonb_build_object('id', r.id, 'claimId', r.claim_id, 'status', 200, 'written', true, 'body', p_body)), p_at)
  from outlier.requests as r
  inner join outlier.queued_messages as q on r.subject = 'message:' || q.id
  where q.recipient_phone_number = test.number(p_person)
$$;
create function pg_temp.body(variadic p_names text[]) returns text language sql as $$
  select jsonb_build_object(
    'conversations', jsonb_build_array(jsonb_build_object('shared_labels', pg_temp.label_json(variadic p_names)))
  )::text
$$;
-- A webhook with the current labels of a person's conversation.
create function pg_temp.label_change(
  p_person integer, p_at timestamptz, variadic p_names text[]
) returns void language sql as $$
  select test.receive_user_action(
    jsonb_build_object(
      'rule', jsonb_build_object('id', md5('rule')::uuid, 'type', 'label_change'),
      'conversation',
      jsonb_build_object('id', test.conversation(p_person), 'shared_labels', pg_temp.label_json(variadic p_names))
    )::text,
    p_now => p_at
  )
$$;
create function pg_temp.state(p_person integer) returns text language sql as $$
  select coalesce(
    (select q.state from outlier.queued_messages as q where q.recipient_phone_number = test.number(p_person)),
    (select r.reason from outlier.recipients as r where r.phone_number = test.number(p_person))
  )
$$;
create function pg_temp.carries(p_person integer, p_name text) returns boolean language sql as $$
  select exists (
    select from outlier.conversations_labels as cl
    where cl.conversation_id = test.conversation(p_person)
      and cl.label_id = pg_temp.label(p_name)
      and not cl.is_archived
  )
$$;
update outlier.labels set updated_at = test.monday('-1 year');
savepoint ready;

-- A slow answer.
select test.claim();
select test.claim_requests();
select pg_temp.label_change(0, test.monday('1 second'), 'water', 'done');
select ok(pg_temp.carries(0, 'done'), 'while Missive is asked, a webhook tells of an excluded label');
select pg_temp.answer(0, pg_temp.body('water'), test.monday('3 seconds'));
select ok(pg_temp.carries(0, 'done'), 'an answer to the earlier question does not undo it');
select is(pg_temp.state(0), 'excluded_segment', 'and the person is not texted');
select pg_temp.answer(1, pg_temp.body('water', 'done'), test.monday('3 seconds'));
select is(pg_temp.state(1), 'excluded_segment', 'where no webhook came, the answer counts');
select pg_temp.label_change(1, test.monday('-1 second'), 'water');
select ok(
  pg_temp.carries(1, 'done'), 'a webhook that came before the question and is acted on after the answer undoes nothing'
);
rollback to savepoint ready;
-- A webhook with the same time as the request.
select test.claim();
select test.claim_requests();
select pg_temp.label_change(0, test.monday(), 'water', 'done');
select pg_temp.answer(0, pg_temp.body('water'), test.monday('3 seconds'));
select is(pg_temp.state(0), 'excluded_segment', 'of a webhook and a question of one moment the webhook counts');
rollback to savepoint ready;

-- A label that Outlier itself has added.
select test.claim();
select test.claim_requests();
select outlier.close_conversation(test.conversation(0), pg_temp.label('done'), test.monday('1 second'));
select pg_temp.answer(0, pg_temp.body('water'), test.monday('3 seconds'));
select ok(pg_temp.carries(0, 'done'), 'nor does it take off a label that a post of ours has put on since');
rollback to savepoint ready;

-- A webhook after the answer.
select test.claim();
select test.claim_requests();
select pg_temp.answer(0, pg_temp.body('water'), test.monday('1 second'));
select is(pg_temp.state(0), 'waiting', 'asked about, and free to go');
select outlier.pause_batch(test.get('id')::bigint);
select pg_temp.label_change(0, test.monday('10 seconds'), 'water', 'done');
select outlier.resume_batch(test.get('id')::bigint);
select is(
  test.claimed(test.claim(test.monday('20 seconds'))),
  '{}',
  'a label that the mirror has heard of since the answer counts at the claim'
);
select is(pg_temp.state(0), 'excluded_segment', 'and is on record');
rollback to savepoint ready;

-- Characters that jsonb cannot store.
select test.claim();
select test.claim_requests();
select pg_temp.answer(0, replace(pg_temp.body('water', 'done'), '"Water"', '"Water \ud83d"'), test.monday('1 second'));
select is(pg_temp.state(0), 'excluded_segment', 'half an emoji in an answer does not make it one without labels');
select is(
  (select name from outlier.labels where id = pg_temp.label('water')), 'Water ' || chr(65533), 'it is replaced'
);
select pg_temp.answer(
  1, replace(pg_temp.body('water', 'done'), '"Water"', '"Water \udc00\u0000"'), test.monday('1 second')
);
select is(pg_temp.state(1), 'excluded_segment', 'nor does the other half, or a NUL');
select pg_temp.answer(2, '<html>502</html>', test.monday('1 second'));
select is(pg_temp.state(2), 'waiting', 'where the answer is no JSON, the mirror decides');
rollback to savepoint ready;
select is(
  outlier.parse_json('{"a": "\ud83d\ude00", "b": "\\ud83d"}'),
  '{"a": "😀", "b": "\\ud83d"}',
  'a whole emoji and a backslash stay as they are'
);
select is(
  outlier.parse_json('{"a": "\ud83d\ud83d\ude00\ude00"}') ->> 'a',
  chr(65533) || '😀' || chr(65533),
  'each half alone is replaced'
);

-- The number of messages per queue for which Outlier reads labels at a time.
select test.give_label(pg_temp.label('water'), 20, 30);
select outlier.cancel_batch(test.get('id')::bigint, test.monday());
select test.let(
  'two',
  to_jsonb(
    test.scheduled_campaign(test.segments(pg_temp.label('water'), pg_temp.label('done')), test.monday(), 'And now?')
  )
);
select outlier.queue_campaign_messages(test.get('two')::bigint, test.monday());
insert into outlier.broadcast_second_messages (campaign_id, recipient_phone_number, message, due_at)
select test.get('two')::bigint, test.number(i), 'And now?', test.monday() from generate_series(20, 49) as i;
update outlier.queued_messages set state = 'checking'
where campaign_id = test.get('two')::bigint
  and id in (select id from outlier.queued_messages where is_second order by id limit 20);
select is(outlier.count_free_label_checks(b, true), 0, 'never less than none')
from outlier.batches as b
where b.id = test.get('two')::bigint;
select is(outlier.count_free_label_checks(b, false), 10, 'each queue has its own ten')
from outlier.batches as b
where b.id = test.get('two')::bigint;
select test.share(
  test.broadcast(1, test.monday(), 'Hello'),
  test.segment('one', format('select phone_number from authors where phone_number = %L', test.number(60)))
);
select test.author(test.number(60));
select outlier.make_broadcast(test.monday());
select ok(
  test.claimed(test.claim(p_limit => 50)) @> array[test.number(60)],
  'while Missive is slow to answer about a campaign, everybody else gets their messages'
);
select lives_ok($$select test.claim(p_queue => 'second_messages')$$, 'and no claim fails');
select is(
  (select count(*) from outlier.queued_messages where state = 'checking' and not is_second),
  10::bigint,
  'ten first messages are asked about'
);
select is(
  (select count(*) from outlier.queued_messages where state = 'checking' and is_second),
  20::bigint,
  'and no more follow-ups than before'
);
select * from finish();
rollback;
