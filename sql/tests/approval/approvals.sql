-- A batch for many people starts only after a person who did not write it has approved exactly its current contents.
-- Shows: table-approvals, api.step_batch, function-approve_batch, four-eyes
begin;
select plan(49);
select test.settings();
select test.authors(100);
update outlier.settings set approval_threshold = 10, approval_drift = 20;
create function pg_temp.act_as(p_actor text, p_role text default 'sender') returns void language sql as $$
  select set_config('outlier.actor', p_actor, true), set_config('outlier.role', p_role, true)
$$;
select test.let('label', to_jsonb(test.label('Water')));
select test.give_label((test.get('label') #>> '{}')::uuid, 0, 12);
create function pg_temp.make(p_change jsonb default '{}') returns bigint language sql as $$
  select (api.create_campaign(
    test.request(jsonb_build_object(
      'segments', test.segments((test.get('label') #>> '{}')::uuid),
      'runAt', extract(epoch from test.monday('1 hour'))
    ) || p_change),
    p_now => test.monday()
  ) ->> 'id')::bigint
$$;
create function pg_temp.approve(p_id bigint) returns jsonb language sql as $$
  select api.step_batch('campaign', p_id, 'approve', test.monday('10 minutes'))
$$;
create function pg_temp.state(p_id bigint) returns text language sql as $$ select state from outlier.batches where id = p_id $$;

select pg_temp.act_as('token ada');
select test.let('id', to_jsonb(pg_temp.make()));
create function pg_temp.id() returns bigint language sql as $$ select test.get('id')::bigint $$;
create function pg_temp.voids(p_sql text, p_what text) returns text language plpgsql as $$
declare
  v_waits text;
begin
  execute p_sql;
  v_waits := outlier.campaign_json(pg_temp.id()) #>> '{approval,waitsBecause}';
  return matches(v_waits, 'it was changed after it was approved', p_what);
end
$$;
savepoint made;

-- A batch that waits for an approval.
select is(outlier.campaign_json(pg_temp.id()) #>> '{approval,isRequired}', 'true', 'a campaign for twelve needs an approval, where more than ten do');
select matches(outlier.campaign_json(pg_temp.id()) #>> '{approval,waitsBecause}', 'is for 12 people.*nobody has approved it', 'and says so');
select matches((select hint from outlier.problems where kind = 'approval_missing'), 'POST /campaigns/[0-9]+/approve/', 'it is among the problems, with what to do');
select is(outlier.check_and_run_campaigns(test.monday('1 hour')), '0 campaigns run, 0 failed, 0 missed, 1 waiting for an approval.', 'when its time comes it waits');
select is(pg_temp.state(pg_temp.id()), 'scheduled', 'and stays scheduled');
select is((select count(*) from outlier.queued_messages), 0::bigint, 'nothing is queued');
select outlier.check_and_run_campaigns(test.monday('10 hours'));
select is(pg_temp.state(pg_temp.id()), 'scheduled', 'however long, as long as it could be sent');
select is((select count(*) from outlier.incidents where kind ~ 'failed|missed'), 0::bigint, 'and no failure is reported');
select pg_temp.act_as('token grace');
select outlier.approve_batch(pg_temp.id(), 'token grace', test.monday('10 hours'));
select outlier.check_and_run_campaigns(test.monday('10 hours 1 minute'));
select is(pg_temp.state(pg_temp.id()), 'sending', 'when it is approved it starts');
select is((select approver from outlier.approvals as a inner join outlier.batches as b on b.approval_id = a.id where b.id = pg_temp.id()), 'token grace', 'and the batch knows by whom');
rollback to savepoint made;
select outlier.check_and_run_campaigns(test.monday('49 hours 1 minute'));
select is(pg_temp.state(pg_temp.id()), 'missed', 'when its time is over it is missed');
select matches((select message from outlier.incidents where kind = 'campaign_missed'), 'nobody has approved|scheduler', 'and reported');
rollback to savepoint made;

-- The author of a batch cannot approve it.
select throws_ok($$select pg_temp.approve(pg_temp.id())$$, 'OT013', null, 'who wrote it cannot approve it');
select pg_temp.act_as('token grace');
select is(pg_temp.approve(pg_temp.id()) #>> '{approval,approver}', 'token grace', 'somebody else can');
select is(outlier.campaign_json(pg_temp.id()) #> '{approval,waitsBecause}', 'null', 'and then it waits for nothing');
select is((select count(*) from outlier.problems where kind = 'approval_missing'), 0::bigint, 'nor is it a problem');
select is((select count(*) from outlier.audit_log where kind = 'approval' and actor = 'token grace'), 1::bigint, 'the audit log has it');
savepoint approved;
select outlier.check_and_run_campaigns(test.monday('1 hour'));
select is(pg_temp.state(pg_temp.id()), 'sending', 'in its time it starts');
rollback to savepoint approved;
select api.change_campaign(pg_temp.id(), '{"firstMessage": "Something else?"}', p_now => test.monday());
select throws_ok($$select pg_temp.approve(pg_temp.id())$$, 'OT013', null, 'who changed it wrote it too');
rollback to savepoint approved;
select pg_temp.act_as('token hugo');
select api.change_campaign(
  pg_temp.id(), jsonb_build_object('runAt', extract(epoch from test.monday('2 hours'))::bigint), p_now => test.monday()
);
select throws_ok($$select pg_temp.approve(pg_temp.id())$$, 'OT013', null, 'who changed its time did too');
rollback to savepoint approved;

-- Any change voids the approval.
select pg_temp.voids($$update outlier.campaigns set first_message = 'Another?' where id = pg_temp.id()$$, 'a change of the text voids the approval');
rollback to savepoint approved;
select pg_temp.voids($$update outlier.campaigns set second_message = 'And?' where id = pg_temp.id()$$, 'one of the follow-up');
rollback to savepoint approved;
select pg_temp.voids($$update outlier.campaigns set run_at = run_at + interval '1 minute' where id = pg_temp.id()$$, 'one of the time');
rollback to savepoint approved;
select pg_temp.voids($$update outlier.campaigns set exempt_reason = 'Fire' where id = pg_temp.id()$$, 'one of the exemption');
rollback to savepoint approved;
select pg_temp.voids($$update outlier.campaigns set delay = 60 where id = pg_temp.id()$$, 'one of the delay');
rollback to savepoint approved;
select pg_temp.voids(
  $$update outlier.campaigns set segments = jsonb_set(segments, '{included,since}', '1') where id = pg_temp.id()$$, 'one of whom it is for'
);
rollback to savepoint approved;
select api.change_campaign(pg_temp.id(), '{"title": "Another name", "runAt": null}'::jsonb - 'runAt', p_now => test.monday());
select is(outlier.campaign_json(pg_temp.id()) #> '{approval,waitsBecause}', 'null', 'its title says nothing to anybody');
rollback to savepoint approved;

-- More people than were approved.
select test.give_label((test.get('label') #>> '{}')::uuid, 12, 2);
savepoint two_more;
select outlier.check_and_run_campaigns(test.monday('1 hour'));
select is(pg_temp.state(pg_temp.id()), 'sending', 'two people more than the approved twelve are within 20 percent');
rollback to savepoint two_more;
select test.give_label((test.get('label') #>> '{}')::uuid, 14, 1);
select outlier.check_and_run_campaigns(test.monday('1 hour'));
select is(pg_temp.state(pg_temp.id()), 'scheduled', 'three more wait');
select matches((select error from outlier.batches where id = pg_temp.id()), 'now has 15 people, but token grace approved it for 12', 'and say why');
select is((select count(*) from outlier.queued_messages), 0::bigint, 'nothing is half queued');
select is((select count(*) from outlier.recipients), 0::bigint, 'nor listed');
select is((select count(*) from outlier.problems where kind = 'approval_missing'), 1::bigint, 'it is among the problems');
select outlier.check_and_run_campaigns(test.monday('10 hours'));
select is(pg_temp.state(pg_temp.id()), 'scheduled', 'nine hours later it still waits');
select is(
  outlier.campaign_json(pg_temp.id()) #>> '{approval,waitsBecause}' ~ 'now has 15 people', true, 'and the API says why'
);
select outlier.approve_batch(pg_temp.id(), 'token grace', test.monday('10 hours'));
select outlier.check_and_run_campaigns(test.monday('10 hours 1 minute'));
select is(pg_temp.state(pg_temp.id()), 'sending', 'an approval for 15 starts it');
rollback to savepoint made;

-- A batch at or below the threshold needs no approval.
update outlier.settings set approval_threshold = 12;
select outlier.check_and_run_campaigns(test.monday('1 hour'));
select is(pg_temp.state(pg_temp.id()), 'sending', 'a campaign for as many as the threshold needs none');
rollback to savepoint made;
update outlier.settings set approval_threshold = null;
select outlier.check_and_run_campaigns(test.monday('1 hour'));
select is(pg_temp.state(pg_temp.id()), 'sending', 'without a threshold none does');
rollback to savepoint made;

-- Campaigns by file, broadcasts, and personalized rows need approvals, too.
select test.let('id', (api.create_campaign(
  test.request('{}'), array_agg(i), array_agg(test.number(i)), array_agg(test.number(i)), null, test.monday()
) -> 'id')) from generate_series(1, 11) as i;
select pg_temp.act_as('token grace');
select pg_temp.approve(pg_temp.id());
select pg_temp.act_as('token ada');
select api.change_campaign(pg_temp.id(), '{}', array_agg(i), array_agg(test.number(i)), array_agg(test.number(i)), null, test.monday())
from generate_series(2, 12) as i;
select matches(outlier.campaign_json(pg_temp.id()) #>> '{approval,waitsBecause}', 'it was changed after', 'another file of as many people voids it');
rollback to savepoint made;
select test.share(test.broadcast(50, test.monday('1 minute')), test.segment());
select matches(outlier.check_and_trigger_broadcast(test.monday('1 minute')), '^Broadcast [0-9]+ waits: .*nobody has approved', 'a broadcast waits too');
select throws_ok($$select outlier.send_now(test.monday('-5 hours'))$$, 'OT012', null, '"send now" is no way round');
select outlier.approve_batch(test.upcoming(), 'token grace', test.monday());
select test.let('id', to_jsonb(test.upcoming()));
select matches(outlier.check_and_trigger_broadcast(test.monday('1 minute')), 'started: 50 people', 'approved it is made');
select is((select approval_id from outlier.batches where id = test.upcoming()), null, 'the next one needs its own');
rollback to savepoint made;
insert into outlier.campaign_personalized_recipients (phone_number, message)
select test.number(i), 'Hi ' || i from generate_series(1, 11) as i;
select is((select count(*) from outlier.queued_messages), 0::bigint, 'personalized rows wait as well');
select is((select count(*) from outlier.problems where kind = 'approval_missing'), 2::bigint, 'and say so');
rollback to savepoint made;

-- Exemptions, and roles.
select pg_temp.act_as('token ed', 'editor');
select throws_ok($$select pg_temp.make('{"exemptReason": "Fire"}')$$, 'OT013', null, 'an editor cannot exempt');
rollback to savepoint made;
select pg_temp.act_as('token ada', 'sender');
select api.change_campaign(pg_temp.id(), '{"exemptReason": "Fire"}', p_now => test.monday());
select pg_temp.act_as('token ed', 'editor');
select throws_ok($$select api.change_campaign(pg_temp.id(), '{"firstMessage": "Buy now"}', p_now => test.monday())$$, 'OT013', null, 'nor hang other words on an exemption');

-- An approval of 50 people, with a drift of 20 percent.
create function pg_temp.gap(p_people integer) returns text language sql as $$
  select outlier.explain_missing_approval(
    jsonb_populate_record(null::outlier.batches, '{"id": 1, "kind": "campaign"}'),
    jsonb_populate_record(null::outlier.approvals, '{"id": 1, "people": 50, "approver": "Avery"}'),
    p_people
  )
$$;
update outlier.settings set approval_threshold = 10, approval_drift = 20;
select is(pg_temp.gap(60), null, 'an approval covers growth up to the drift');
select matches(pg_temp.gap(61), 'needs a new approval', 'and no more');
select * from finish();
rollback;
