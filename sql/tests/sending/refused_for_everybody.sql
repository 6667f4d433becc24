-- If Missive refuses one message after another, the batch pauses with the reason and keeps its messages. A single bad
-- number does not pause it.
begin;
select plan(50);
create function pg_temp.state() returns text language sql as $$
  select state from outlier.broadcasts where id = test.latest()
$$;
create function pg_temp.failures() returns integer[] language sql as $$
  select array_agg(failures order by id) from outlier.broadcast_first_messages
$$;
create function pg_temp.refuse(
  p_status integer,
  p_claim jsonb,
  p_at timestamptz default test.monday(),
  p_body text default '{"error":{"message":"label not found"}}'
) returns integer language sql as $$
  select test.record(
    p_claim,
    p_at,
    jsonb_build_object(
      'status', p_status, 'written', p_status is not null, 'missiveId', null, 'conversationId', null, 'body', p_body
    )
  )
$$;
update outlier.quotas set max_concurrent = 100;
select test.sending(12, 'And?');
savepoint ready;

-- Missive answers 404 to all messages.
select pg_temp.refuse(404, test.claim(p_limit => 4));
select is(pg_temp.state(), 'sending', 'four refusals in a row may be four bad numbers');
select pg_temp.refuse(404, test.claim(p_limit => 1));
select is(pg_temp.state(), 'paused', 'the fifth stops the broadcast');
select results_eq(
  'select kind, message from outlier.incidents',
  format($$
    values (
      'broadcast_paused',
      'broadcast %s was paused: Missive refuses its messages one after the other with status 404: label not found'
    )
  $$, test.latest()),
  'and an incident names status and reason'
);
select matches(
  (select hint from outlier.problems where kind = 'broadcast_paused'),
  'select outlier.resume_batch',
  'which is among the problems, with what to do'
);
select is(
  pg_temp.failures(), array[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 'every message is still there, and none has lost a try'
);
select is(test.claimed(test.claim(test.monday('1 hour'))), '{}', 'and none is handed out');
select outlier.resume_batch(test.latest());
select is((select count(*) from outlier.refusal_runs), 0::bigint, 'to resume begins to count anew');
select is(test.send_all(test.monday('1 hour')), 12, 'once the cause is gone everybody gets the message');
rollback to savepoint ready;

-- A 408 is a timeout of Missive, not a fault of the messages.
select pg_temp.refuse(408, test.claim(p_limit => 12));
select is(pg_temp.state(), 'sending', 'timeouts do not stop the broadcast');
select is((select kind from outlier.incidents), 'missive_unavailable', 'an incident names them');
rollback to savepoint ready;

-- Many refusals at the same time.
select pg_temp.refuse(400, test.claim(p_limit => 12));
select is(pg_temp.state(), 'paused', 'twelve in one call stop it too');
select is(pg_temp.failures(), array[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 'and none loses a try');
rollback to savepoint ready;
select test.let('calls', test.claim(p_limit => 7));
select pg_temp.refuse(400, test.claim(p_limit => 5));
select pg_temp.refuse(400, test.get('calls'));
select is(
  (select array_agg(failures order by failures) from outlier.broadcast_first_messages),
  array[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  'what was under way when it stopped loses none'
);
select is((select count(*) from outlier.dead_letters), 0::bigint, 'nothing is given up');
rollback to savepoint ready;

-- The batch is resumed again and again, although the cause remains.
select pg_temp.refuse(404, test.claim(p_limit => 5));
create function pg_temp.again(p_from integer, p_until integer) returns void language plpgsql as $$
begin
  for i in p_from..p_until loop
    perform outlier.resume_batch(test.latest());
    perform pg_temp.refuse(
      404, test.claim(test.monday(i * interval '5 minutes'), 12), test.monday(i * interval '5 minutes')
    );
  end loop;
end
$$;
select pg_temp.again(1, 1);
select is(pg_temp.state(), 'paused', 'resumed without a remedy it stops again');
select is((select count(*) from outlier.incidents), 1::bigint, 'which is reported once while the report is open');
select pg_temp.again(2, 12);
select is(pg_temp.failures(), array[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 'and however often, nobody is given up');
rollback to savepoint ready;

-- A single bad number.
select test.let('claim', test.claim(p_limit => 12));
select api.record_messages('first_messages', (
  select jsonb_agg(
    jsonb_build_object('id', m -> 'id', 'claimId', test.get('claim') -> 'claimId', 'written', true) || case
      when i in (2, 3, 5, 7, 9, 11) then jsonb_build_object('status', 400, 'body', 'bad number')
      else jsonb_build_object('status', 201)
    end
  )
  from jsonb_array_elements(test.get('claim') -> 'messages') with ordinality as m (m, i)
), test.monday());
select is(pg_temp.state(), 'sending', 'bad numbers among good ones stop nothing');
select is(pg_temp.failures(), array[1, 1, 1, 1, 1, 1], 'each counts for itself');
rollback to savepoint ready;
select pg_temp.refuse(400, test.claim(p_limit => 4));
select test.record(test.claim(p_limit => 1));
select is((select count(*) from outlier.refusal_runs), 0::bigint, 'one that is accepted ends the run');
select pg_temp.refuse(400, test.claim(p_limit => 4));
select is(pg_temp.state(), 'sending', 'which begins anew');
rollback to savepoint ready;
select pg_temp.refuse(400, test.claim(p_limit => 4));
select pg_temp.refuse(404, test.claim(p_limit => 4));
select is(pg_temp.state(), 'sending', 'another status is another run');
rollback to savepoint ready;
delete from outlier.broadcast_first_messages where recipient_phone_number not in (test.number(0), test.number(1));
create function pg_temp.thrice() returns void language plpgsql as $$
begin
  for i in 0..2 loop
    perform pg_temp.refuse(
      400, test.claim(test.monday(i * interval '4 minutes'), 12), test.monday(i * interval '4 minutes')
    );
  end loop;
end
$$;
select pg_temp.thrice();
select is(
  (select count(*) from outlier.dead_letters),
  2::bigint,
  'two bad numbers that are left alone are given up after three tries each'
);
select is(pg_temp.state(), 'done', 'and stop nothing: six refusals are of two messages');
rollback to savepoint ready;

-- Missive is down.
select pg_temp.refuse(503, test.claim(p_limit => 12), p_body => 'Service Unavailable');
select is(pg_temp.state(), 'sending', 'where Missive is in trouble the broadcast need not be resumed by hand');
select is(
  (select held_until from outlier.quotas where name = 'first_messages'),
  test.monday('3 minutes'),
  'everything of that token waits for a while'
);
select results_eq(
  'select kind, message from outlier.incidents',
  format($$
    values (
      'missive_unavailable', 'broadcast %s waits: Missive answers with status 503 for one message after the other'
    )
  $$, test.latest()),
  'which is reported'
);
select is(pg_temp.failures(), array[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 'nobody loses a try');
create function pg_temp.for_hours() returns void language plpgsql as $$
begin
  for i in 1..40 loop
    perform pg_temp.refuse(
      503,
      test.claim(test.monday(i * interval '4 minutes'), 12),
      test.monday(i * interval '4 minutes'),
      'Service Unavailable'
    );
  end loop;
end
$$;
select pg_temp.for_hours();
select is(pg_temp.failures(), array[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 'however long it lasts');
select is((select count(*) from outlier.dead_letters), 0::bigint, 'nothing is given up');
select is(test.send_all(test.monday('3 hours')), 12, 'when Missive is back everybody gets the message');
rollback to savepoint ready;
select pg_temp.refuse(null, test.claim(p_limit => 12), p_body => 'connection refused');
select matches(
  (select message from outlier.incidents),
  'Missive cannot be reached for one message',
  'the same where no connection is made'
);
select is(pg_temp.failures(), array[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 'nobody loses a try for that');
rollback to savepoint ready;

-- Answers that are not refusals.
select pg_temp.refuse(429, test.claim(p_limit => 12));
select is((select count(*) from outlier.refusal_runs), 0::bigint, 'a 429 is none');
rollback to savepoint ready;
select pg_temp.refuse(401, test.claim(p_limit => 12));
select is((select count(*) from outlier.refusal_runs), 0::bigint, 'nor is a 401');
rollback to savepoint ready;

select test.record(test.claim(p_limit => 6), test.monday(), '{"status": null, "written": true}');
select is((select count(*) from outlier.refusal_runs), 0::bigint, 'a lost answer is none');
select test.twilio_says(test.page(), test.monday('3 minutes'));
select is(
  (
    select array_agg(distinct failures)
    from outlier.broadcast_first_messages
    where last_error like '%Twilio has no such message%'
  ),
  array[1],
  'what Twilio does not know counts against each message, so that none is tried for ever'
);
select is((select count(*) from outlier.refusal_runs), 0::bigint, 'and is none either');
rollback to savepoint ready;

-- The number of refusals is a setting.
update outlier.settings set refusals_in_a_row = 2;
select pg_temp.refuse(404, test.claim(p_limit => 2));
select is(pg_temp.state(), 'paused', 'how many is a setting');
rollback to savepoint ready;
select throws_ok('update outlier.settings set refusals_in_a_row = 0', '23514', null, 'of one or more');

-- Follow-ups are counted separately.
select test.send_all();
select test.record(
  test.claim(test.monday('10 minutes'), 5, 'second_messages'),
  test.monday('10 minutes'),
  '{"status": 404, "missiveId": null}',
  'second_messages'
);
select is(pg_temp.state(), 'paused', 'follow-ups that are refused stop it as well');
rollback to savepoint ready;
insert into outlier.refusal_runs (batch_id, is_second, status, message_ids)
values (test.latest(), true, 404, '{1, 2, 3, 4}');
select test.record(test.claim(p_limit => 1));
select is(
  (select cardinality(message_ids) from outlier.refusal_runs),
  4,
  'a first message that is accepted says nothing of the follow-ups'
);
rollback to savepoint ready;

-- Refusals of a campaign do not affect other batches.
select test.let('broadcast', to_jsonb(test.latest()));
-- Batches take turns, so the other messages are moved. Only the campaign is due.
update outlier.queued_messages set due_at = test.monday('1 hour');
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
select test.campaign(), test.number(i), 'Hi', test.monday('-1 minute')
from generate_series(0, 0) as i;
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
select c.id, test.number(i), 'Hi', test.monday('-1 minute')
from outlier.campaigns as c
cross join generate_series(1, 5) as i;
select pg_temp.refuse(422, test.claim(p_limit => 6));
select results_eq(
  'select c.state, b.state from outlier.campaigns as c cross join outlier.broadcasts as b where b.made_at is not null',
  $$values ('paused', 'sending')$$,
  'a campaign stops alone'
);
select matches(
  (select message from outlier.incidents where kind = 'campaign_paused'),
  '^campaign [0-9]+ was paused: Missive refuses',
  'and says so'
);
select outlier.resume_batch(c.id) from outlier.campaigns as c;
select is((select count(*) from outlier.refusal_runs), 0::bigint, 'to resume it begins to count anew');
rollback to savepoint ready;

-- The batch has labels, but no Missive organization is set.
update outlier.settings set organization_id = null;
select throws_ok($$
  insert into outlier.campaigns (first_message, run_at, label_ids)
  values ('Hi', test.monday('1 day'), array[gen_random_uuid()])
$$, 'OT001',
  'the campaign cannot be created: its messages carry a label, and no Missive organization is set',
  'no campaign with a label is made while no organization is set');
update outlier.settings set csv_campaigns_label_id = gen_random_uuid();
select throws_ok($$
  select api.create_campaign(test.request(), array[1], array['a'], array[test.number(60)], p_now => test.monday())
$$, 'OT001', null, 'nor is one from a file that gets the shared label');
select test.settings();
select test.let('campaign', to_jsonb(test.campaign(p_label_ids => array[gen_random_uuid()])));
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
values (test.get('campaign')::bigint, test.number(0), 'Hi', test.monday('-1 minute'));
update outlier.settings set organization_id = null;
select is(
  (select count(*) from jsonb_array_elements(test.claim() -> 'messages') as m where m -> 'labels' <> '[]'),
  0::bigint,
  'where the organization goes missing no message with labels is handed out'
);
select results_eq('select state, message from outlier.campaigns as c inner join outlier.incidents as i on i.batch_id = c.id',
  format($$
    values ('paused', 'campaign %s was paused: its messages carry labels, and no Missive organization is set')
  $$, test.get('campaign')), 'its campaign is paused and says why');
select is(
  (select state from outlier.broadcast_first_messages where campaign_id is not null),
  'waiting',
  'and keeps its messages'
);
select * from finish();
rollback;
