-- Two campaigns send the same text to one person. Each message id of Missive must be assigned to the right one.
begin;
select plan(18);
select test.settings();
select test.author(test.number(0));
select test.let('a', to_jsonb(test.campaign())), test.let('b', to_jsonb(test.campaign()));
create function pg_temp.queue(p_campaign text) returns void language sql as $$
  insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
  values (test.get(p_campaign)::bigint, test.number(0), 'Is your water clear?', test.monday())
$$;
create function pg_temp.goes(p_id text, p_at timestamptz, p_arrives timestamptz) returns void language sql as $$
  select test.receive_user_action(
    test.outgoing(test.number(0), 'Is your water clear?', md5(p_id)::uuid, p_at, 'SM' || p_id, p_at), p_now => p_arrives
  )
$$;
create function pg_temp.id(p_campaign text) returns text language sql as $$
  select coalesce(missive_id::text, 'none')
  from outlier.message_statuses
  where campaign_id = test.get(p_campaign)::bigint
$$;
create function pg_temp.says(p_id text) returns jsonb language sql as $$
  select jsonb_build_object('missiveId', md5(p_id)::uuid)
$$;
-- Missive accepts message A without an id. Message B is being sent.
select pg_temp.queue('a');
select test.record(test.claim(), test.monday('1 second'), '{"missiveId": null, "conversationId": null}');
select is(pg_temp.id('a'), 'none', 'an answer may not say the id');
select pg_temp.queue('b');
select test.let('claim', test.claim(test.monday('1 minute')));
savepoint under_way;

-- The webhook for B arrives before the answer for B.
select pg_temp.goes('b', test.monday('61 seconds'), test.monday('62 seconds'));
select is(pg_temp.id('a'), 'none', 'a message that may be the one under way is not taken for another');
select test.record(test.get('claim'), test.monday('63 seconds'), pg_temp.says('b'));
select is(pg_temp.id('b'), md5('b')::uuid::text, 'the answer says whose it is');
select is(
  (select twilio_id from outlier.message_statuses where campaign_id = test.get('b')::bigint), 'SMb',
  'with what the webhook told'
);
select is(pg_temp.id('a'), 'none', 'and the other is still without');
select is((select count(*) from outlier.queued_messages), 0::bigint, 'nothing is left in the queue');
select pg_temp.goes('a', test.monday('1 second'), test.monday('64 seconds'));
select is(pg_temp.id('a'), md5('a')::uuid::text, 'until its own webhook comes');
rollback to under_way;

-- The answer for B arrives before the webhook.
select test.record(test.get('claim'), test.monday('63 seconds'), pg_temp.says('b'));
select pg_temp.goes('b', test.monday('61 seconds'), test.monday('64 seconds'));
select is(
  array[pg_temp.id('a'), pg_temp.id('b')], array['none', md5('b')::uuid::text], 'the other way round it is the same'
);
rollback to under_way;
-- The answer for B is lost.
select pg_temp.goes('b', test.monday('61 seconds'), test.monday('62 seconds'));
select test.record(
  test.get('claim'), test.monday('63 seconds'), '{"status": null, "missiveId": null, "conversationId": null}'
);
select is(
  array[pg_temp.id('a'), pg_temp.id('b')], array['none', md5('b')::uuid::text],
  'nor does a lost answer give it to the other'
);
rollback to under_way;

-- An accepted message is always recorded, even if its id cannot be assigned.
update outlier.message_statuses
set missive_id = md5('b')::uuid, twilio_id = 'SMb'
where campaign_id = test.get('a')::bigint;
select test.record(test.get('claim'), test.monday('63 seconds'), pg_temp.says('b'));
select is(pg_temp.id('b'), 'none', 'an id that stands with another message: the one accepted is on record without it');
select is((select count(*) from outlier.queued_messages), 0::bigint, 'and out of the queue');
select is((select count(*) from outlier.message_statuses), 2::bigint, 'two were accepted, and two are on record');
select is(
  (select claimed_at from outlier.message_statuses where campaign_id = test.get('b')::bigint), test.monday('1 minute'),
  'with the time by which Twilio''s log will know it'
);
rollback to under_way;
select test.authors(3, 1);
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
select test.get('b')::bigint, test.number(i), 'Is your water clear?', test.monday() from generate_series(1, 3) as i;
select test.record(test.claim(test.monday('1 minute')), test.monday('63 seconds'), pg_temp.says('same'));
select is(
  (select count(*) from outlier.message_statuses where campaign_id = test.get('b')::bigint), 3::bigint,
  'three messages that were accepted under one id are on record'
);
select is(
  (select count(*) from outlier.message_statuses where missive_id = md5('same')::uuid), 1::bigint, 'one of them with it'
);

-- Requests that read overlapping sets of messages.
delete from outlier.requests;
select outlier.ask_missive_about_messages(array[md5('1')::uuid, md5('2')::uuid], test.monday());
select outlier.ask_missive_about_messages(array[md5('1')::uuid, md5('3')::uuid], test.monday());
select is(
  (select count(*) from outlier.requests where kind = 'read_messages'), 2::bigint,
  'two sets that begin alike are two questions'
);
select outlier.ask_missive_about_messages(array[md5('1')::uuid, md5('2')::uuid], test.monday());
select is(
  (select count(*) from outlier.requests where kind = 'read_messages'), 2::bigint, 'one set at one time is one'
);
select test.claim_requests(test.monday());
select outlier.ask_missive_about_messages(array[md5('1')::uuid, md5('2')::uuid], test.monday('10 seconds'));
select is(
  (select count(*) from outlier.requests where kind = 'read_messages' and state = 'waiting'), 1::bigint,
  'what is asked again while the first answer is on its way is asked again'
);
select * from finish();
rollback;
