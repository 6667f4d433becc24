-- Shows: PATCH-/broadcast-sidebar, api.change_broadcast
begin;
select plan(34);
select test.settings();
select test.schedule('10:00');
select test.broadcast(500, p_second_message => 'And?', p_scheduled_after => test.monday('1 minute'));
create function pg_temp.patch(p_change jsonb) returns jsonb language sql as $$
  select api.change_broadcast(jsonb_build_object('id', test.upcoming()) || p_change, p_now => test.monday())
$$;
create function pg_temp.slot() returns bigint language sql as $$
  select extract(epoch from test.monday('1 day'))::bigint
$$;

select is(
  pg_temp.patch('{"firstMessage": "New"}') - '{priority,sendWithin,exemptReason,approval,forecast}'::text[],
  jsonb_build_object(
    'id', test.upcoming(), 'firstMessage', 'New', 'secondMessage', 'And?', 'runAt', pg_temp.slot(), 'pausedAt', null, 'delay', 600,
    'noRecipients', 500
  ),
  'the changed broadcast comes back; what is not given stays'
);
select is(
  (select original_first_message from outlier.broadcasts),
  'New',
  'what the team writes is the original of those to come'
);
select is(pg_temp.patch('{"secondMessage": "Still there?"}') ->> 'secondMessage', 'Still there?', 'the follow-up');
select is(pg_temp.patch('{"secondMessage": null}') -> 'secondMessage', 'null', 'null takes it away');
select is((select original_second_message from outlier.broadcasts), null, 'for those to come too');
select is(pg_temp.patch('{"secondMessage": "Back"}') ->> 'secondMessage', 'Back', 'it can come back');
select is(pg_temp.patch('{"secondMessage": " "}') -> 'secondMessage', 'null', 'a blank one is none');
select is(pg_temp.patch('{"delay": 1}') -> 'delay', '1', 'the delay');
select is(pg_temp.patch('{"delay": "90"}') -> 'delay', '90', 'a number may come as text');
select is(pg_temp.patch('{"noRecipients": 100000}') -> 'noRecipients', '100000', 'how many people');
select is((select no_users from outlier.broadcasts), 100000, 'is no_users');
select is(
  (pg_temp.patch(jsonb_build_object('runAt', pg_temp.slot() - 3600)) ->> 'runAt')::bigint,
  pg_temp.slot() - 3600,
  'when it runs'
);
select is((pg_temp.patch('{"runAt": null}') ->> 'runAt')::bigint, pg_temp.slot(), 'null gives it back to the schedule');
select is(
  pg_temp.patch(jsonb_build_object('runAt', pg_temp.slot(), 'delay', 5, 'nothing', true)) -> 'delay',
  '5',
  'a form that sends back what it was shown, and more'
);
select is((select run_at from outlier.broadcasts), null, 'does not pin the broadcast to its slot');
select is(
  pg_temp.patch('{"delay": null, "noRecipients": null, "firstMessage": "Newer"}') -> 'delay',
  '5',
  'a number that is null stays as it was'
);

select throws_ok($$select pg_temp.patch('{}')$$, 'OT010', 'the request changes nothing', 'nothing given');
select throws_ok($$select pg_temp.patch('{"firstMessage": "Newer"}')$$, 'OT010', 'the request changes nothing', 'nothing new');
select throws_ok($$select pg_temp.patch('{"colour": "red"}')$$, 'OT010', 'the request changes nothing', 'nothing that is known');
select throws_ok($$
  select pg_temp.patch('{"firstMessage": ""}')
$$, 'OT010', 'firstMessage must not be empty', 'a broadcast has a text');
select throws_ok($$
  select pg_temp.patch('{"firstMessage": null}')
$$, 'OT010', 'firstMessage must not be empty', 'which null is not');
select throws_ok($$
  select pg_temp.patch('{"firstMessage": 5}')
$$, 'OT010', 'firstMessage must be a text', 'nor a number');
select throws_ok($$
  select pg_temp.patch(jsonb_build_object('secondMessage', repeat('x', 1601)))
$$, 'OT010', null, 'a text has 1,600 characters at most');
select throws_ok($$select pg_temp.patch('{"delay": 0}')$$, 'OT010', null, 'a follow-up comes after');
select throws_ok($$select pg_temp.patch('{"noRecipients": 0}')$$, 'OT010', null, 'somebody gets it');
select throws_ok($$select pg_temp.patch('{"noRecipients": 100001}')$$, 'OT010', null, 'a hundred thousand at most');
select throws_ok($$select pg_temp.patch('{"noRecipients": 1.5}')$$, 'OT010', null, 'in whole people');
select throws_ok($$
  select pg_temp.patch(jsonb_build_object('runAt', extract(epoch from test.monday())::bigint))
$$, 'OT010', null, 'not in the past');
select throws_ok($$
  select pg_temp.patch(jsonb_build_object('runAt', extract(epoch from test.monday('1 day'))::bigint * 1000))
$$, 'OT010', null, 'not in milliseconds');
select throws_ok($$
  select api.change_broadcast('{"firstMessage": "x"}')
$$, 'OT010', null, 'without an id nobody knows which is meant');
select throws_ok($$
  select api.change_broadcast('{"id": 99999, "firstMessage": "x"}')
$$, 'OT009', null, 'one that is not there');
update outlier.broadcasts set no_users = 200000;
select lives_ok(
  $$select pg_temp.patch('{"noRecipients": 200000, "delay": 6}')$$,
  'what an administrator set beyond the bound may be sent back'
);
select test.let('made', to_jsonb(test.upcoming()));
select test.segment();
select outlier.make_broadcast(test.monday());
select throws_ok($$
  select api.change_broadcast(jsonb_build_object('id', test.get('made'), 'firstMessage', 'x'))
$$, 'OT006', null, 'one that has been made');
select is(
  (select first_message from outlier.broadcasts where state = 'scheduled'), 'Newer', 'the next one has the team''s text'
);
select * from finish();
rollback;
