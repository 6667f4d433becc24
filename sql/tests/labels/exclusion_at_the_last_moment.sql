-- For a campaign with excluded segments, Outlier reads each recipient's labels from Missive just before it sends the
-- text.
begin;
select plan(36);
select test.settings();
select test.let('water', to_jsonb(test.label('Water')));
select test.let('done', to_jsonb(test.label('Done')));
create function pg_temp.label(p_name text) returns uuid language sql as $$ select (test.get(p_name) #>> '{}')::uuid $$;
select test.give_label(pg_temp.label('water'), 0, 12);
select test.let(
  'id',
  to_jsonb(
    test.scheduled_campaign(test.segments(pg_temp.label('water'), pg_temp.label('done')), test.monday(), 'And now?')
  )
);
create function pg_temp.labels(variadic p_ids uuid[]) returns jsonb language sql as $$
  select jsonb_build_object('conversations', jsonb_build_array(jsonb_build_object('last_activity_at', 1, 'shared_labels',
    (
      select jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name))
      from outlier.labels as l
      where l.id = any (p_ids)
    ))))
$$;
create function pg_temp.reply(
  p_person integer,
  p_body jsonb,
  p_status integer default 200,
  p_now timestamptz default test.monday(),
  p_change jsonb default '{}'
)
returns integer language sql as $$
  select test.record_requests(jsonb_build_array(
    jsonb_build_object(
      'id', r.id, 'claimId', r.claim_id, 'status', p_status, 'written', true, 'body', p_body::text
    ) || p_change), p_now)
  from outlier.requests as r
  inner join outlier.queued_messages as q on r.subject = 'message:' || q.id
  where q.recipient_phone_number = test.number(p_person)
$$;
create function pg_temp.state(p_person integer) returns text language sql as $$
  select q.state from outlier.queued_messages as q where q.recipient_phone_number = test.number(p_person)
$$;

select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday());
select is(test.claimed(test.claim()), '{}', 'nobody is texted before Missive was asked');
select is(
  (select count(*) from outlier.queued_messages where state = 'checking'), 10::bigint, 'ten are asked about at a time'
);
select is(pg_temp.state(10), 'waiting', 'the others wait');
select is(test.claimed(test.claim(test.monday('1 second'))), '{}', 'another claim asks nobody twice');
select ok(test.claim() ->> 'wakeInMilliseconds' is null, 'and the executor sleeps until an answer rings');
update outlier.quotas set max_concurrent = 100;
select test.let('claim', test.claim_requests());
select is(jsonb_array_length(test.get('claim') -> 'requests'), 10, 'the questions are handed out');
select is(
  (test.get('claim') #> '{requests,0,payload}') - 'message'::text,
  (
    select jsonb_build_object('conversation', ca.conversation_id, 'isSecond', false)
    from outlier.queued_messages as q
    inner join outlier.conversations_authors as ca on ca.author_phone_number = q.recipient_phone_number
    where q.id = (test.get('claim') #>> '{requests,0,payload,message}')::bigint
  ),
  'each for the person''s conversation'
);

select is(pg_temp.reply(0, pg_temp.labels(pg_temp.label('water'))), 1, 'without the excluded label');
select is(pg_temp.state(0), 'waiting', 'the message may go');
select is(test.claimed(test.claim()), array[test.number(0)], 'and goes');
select is(pg_temp.state(10), 'checking', 'while the next one is asked about');

select pg_temp.reply(1, pg_temp.labels(pg_temp.label('water'), pg_temp.label('done')));
select is(pg_temp.state(1), null, 'who has got an excluded label since is dropped');
select is(
  (select reason from outlier.recipients where phone_number = test.number(1)),
  'excluded_segment',
  'and that is on record'
);
select is(
  (
    select count(*)
    from outlier.conversations_labels
    where conversation_id = test.conversation(1) and label_id = pg_temp.label('done') and not is_archived
  ),
  1::bigint,
  'and the mirror has learned it'
);

-- If Missive has no answer, the database decides.
select pg_temp.reply(2, null, 404);
select is(
  pg_temp.state(2), 'waiting', 'a conversation that Missive does not know: the database knows no excluded label'
);
insert into outlier.conversations_labels (conversation_id, label_id, created_at)
values (test.conversation(3), pg_temp.label('done'), test.monday());
select pg_temp.reply(3, null, 500);
select is(pg_temp.state(3), null, 'here it does');
insert into outlier.conversations_labels (conversation_id, label_id, created_at)
values (test.conversation(4), pg_temp.label('done'), test.monday());
select pg_temp.reply(4, '{"conversations": [{"id": "x", "last_activity_at": 1}]}');
select is(pg_temp.state(4), null, 'a guest''s token sees no labels: the database decides');
insert into outlier.conversations_labels (conversation_id, label_id, created_at)
values (test.conversation(5), pg_temp.label('done'), test.monday());
select pg_temp.reply(5, pg_temp.labels(pg_temp.label('water')));
select is(pg_temp.state(5), 'waiting', 'a label that Missive has taken off meanwhile excludes nobody');
select is(
  (
    select is_archived
    from outlier.conversations_labels
    where conversation_id = test.conversation(5) and label_id = pg_temp.label('done')
  ),
  true,
  'and is archived in the mirror'
);
select pg_temp.reply(6, null, 401);
select is(pg_temp.state(6), 'waiting', 'a token that may not read holds nobody up');
select is((select count(*) from outlier.problems where kind = 'labels_unread'), 1::bigint, 'but is among the problems');
select pg_temp.reply(7, null, null, test.monday(), '{"status": null}');
select is(pg_temp.state(7), 'waiting', 'nor does an answer that is lost');
select pg_temp.reply(8, null, 429, test.monday(), '{"retryAfter": 30}');
select is(pg_temp.state(8), 'checking', 'a 429 says nothing: the question waits');
select is(
  (select held_until from outlier.quotas where name = 'general'),
  test.monday('30 seconds'),
  'with all that the same token does'
);

-- Consent or the batch changes before Missive answers.
select outlier.set_consent(test.number(8), 'opt_out', 'sql', p_now => test.monday());
select is(pg_temp.state(8), null, 'who opts out while Missive is asked is dropped');
select is(
  test.claim_requests(test.monday('40 seconds')) -> 'requests' @> '[{"kind": "read_conversation"}]',
  true,
  'the question is still asked'
);
select lives_ok($$select test.answer(jsonb_build_object('requests', (select jsonb_agg(jsonb_build_object('id', id, 'claimId', claim_id)) from outlier.requests where state = 'working')),
  pg_temp.labels(pg_temp.label('water')),
  200,
  test.monday('40 seconds'))$$, 'and its answer changes nothing for that person');
select is(pg_temp.state(8), null, 'who stays dropped');

-- The answer is older than the lease.
select is(
  cardinality(test.claimed(test.claim(test.monday('10 minutes')))),
  0,
  'an answer older than the lease is asked for again'
);
select ok((select count(*) from outlier.queued_messages where state = 'checking') > 0, 'from Missive');
select ok(
  outlier.cancel_batch(test.get('id')::bigint, test.monday('10 minutes')) > 0, 'a campaign can be cancelled meanwhile'
);
select is(
  (select count(*) from outlier.queued_messages where state in ('waiting', 'checking')),
  0::bigint,
  'with those that are being asked about'
);

-- Recipients without a conversation, and campaigns without an exclusion.
select test.author(test.number(100));
insert into outlier.campaigns (state, processed, first_message, run_at, started_at, segments)
values (
  'sending', true, 'Hi', test.monday(), test.monday(), test.segments(pg_temp.label('water'), pg_temp.label('done'))
);
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
select max(id), test.number(100), 'Hi', test.monday() from outlier.campaigns;
select is(
  test.claimed(test.claim(test.monday('11 minutes'))),
  array[test.number(100)],
  'who has no conversation has no labels to ask for'
);
select is(outlier.has_exclusion('{"included": {}, "excluded": null}'), false, 'an exclusion that is null is none');
select is(outlier.has_exclusion(null), false, 'nor has a file one');

-- The request was deleted by hand.
update outlier.queued_messages
set state = 'waiting', claim_id = null, claimed_by = null, claimed_at = null, lease_until = null;
update outlier.queued_messages set state = 'checking';
delete from outlier.requests;
select outlier.maintain_queues(test.monday('12 minutes'));
select is(
  (select distinct state from outlier.queued_messages),
  'waiting',
  'what waits for a question that is gone is asked about again'
);
select * from finish();
rollback;
