-- Shows: slept-through, same-minute, function-check_and_run_campaigns
begin;
select plan(27);
select test.settings();
select test.let('water', to_jsonb(test.label('Water')));
select test.give_label((test.get('water') #>> '{}')::uuid, 0, 4);
create function pg_temp.segments() returns jsonb language sql as $$
  select test.segments((test.get('water') #>> '{}')::uuid)
$$;
create function pg_temp.state(p_id jsonb) returns text language sql as $$
  select state from outlier.campaigns where id = p_id::bigint
$$;

select test.let('due', to_jsonb(test.scheduled_campaign(pg_temp.segments())));
select test.let('later', to_jsonb(test.scheduled_campaign(pg_temp.segments(), test.monday('1 minute'))));
select is(
  outlier.check_and_run_campaigns(test.monday('-1 second')),
  '0 campaigns run, 0 failed, 0 missed.',
  'nothing runs before its time'
);
select is(outlier.check_and_run_campaigns(test.monday()), '1 campaigns run, 0 failed, 0 missed.', 'what is due is run');
select is(pg_temp.state(test.get('due')), 'sending', 'and is being sent');
select is(
  (select processed from outlier.campaigns where id = test.get('due')::bigint), true, 'and counts as processed'
);
select is(
  (select count(*) from outlier.broadcast_first_messages where campaign_id = test.get('due')::bigint),
  4::bigint,
  'with a message for each person'
);
select is(pg_temp.state(test.get('later')), 'scheduled', 'the other one waits for its time');
select is(
  outlier.check_and_run_campaigns(test.monday('1 second')),
  '0 campaigns run, 0 failed, 0 missed.',
  'a second run queues nobody twice'
);
select is(
  outlier.check_and_run_campaigns(test.monday('2 minutes 1 second')),
  '1 campaigns run, 0 failed, 0 missed.',
  'a scheduler that comes 61 seconds late still runs it'
);

-- Three campaigns are due in the same minute.
select test.scheduled_campaign(pg_temp.segments(), test.monday('30 minutes'), p_first_message => 'Three: ' || i)
from generate_series(1, 3) as i;
select is(
  outlier.check_and_run_campaigns(test.monday('30 minutes')),
  '3 campaigns run, 0 failed, 0 missed.',
  'three that are due in one minute all go out'
);
select is(
  (select array_agg(distinct state) from outlier.campaigns where first_message like 'Three: %'),
  '{sending}',
  'and all are being sent'
);
select results_eq(
  $$
    select message, count(*) from outlier.broadcast_first_messages where message like 'Three: %' group by 1 order by 1
  $$,
  $$values ('Three: 1', 4::bigint), ('Three: 2', 4), ('Three: 3', 4)$$,
  'each to all of its people'
);

-- Two campaigns are due in the same minute, and one of them is broken.
select test.let('gone', to_jsonb(test.label('Gone')));
select test.let(
  'broken', to_jsonb(test.scheduled_campaign(test.segments((test.get('gone') #>> '{}')::uuid), test.monday('1 hour')))
);
select test.let('whole', to_jsonb(test.scheduled_campaign(pg_temp.segments(), test.monday('1 hour'))));
delete from outlier.labels where name = 'Gone';
select is(
  outlier.check_and_run_campaigns(test.monday('1 hour')),
  '1 campaigns run, 1 failed, 0 missed.',
  'one bad campaign does not hold back the other that is due with it'
);
select is(pg_temp.state(test.get('whole')), 'sending', 'the whole one goes out');
select is(pg_temp.state(test.get('broken')), 'scheduled', 'the broken one waits for another try');
select matches((select error from outlier.campaigns where id = test.get('broken')::bigint), 'included', 'it says why');
select is(
  (select count(*) from outlier.recipients where campaign_id = test.get('broken')::bigint),
  0::bigint,
  'and nothing of it is half queued'
);
select is(
  (select count(*) from outlier.problems where kind = 'campaign_failed'),
  1::bigint,
  'the team sees it among the problems'
);
select outlier.check_and_run_campaigns(test.monday('1 hour 1 minute'));
select is(
  (select count(*) from outlier.problems where kind = 'campaign_failed'), 1::bigint, 'once, however often it is tried'
);
select is(
  outlier.check_and_run_campaigns(test.monday('1 hour 16 minutes')),
  '0 campaigns run, 0 failed, 1 missed.',
  'after the catch-up window it is missed'
);
select is(pg_temp.state(test.get('broken')), 'missed', 'and not lost');
select matches(
  (select error from outlier.campaigns where id = test.get('broken')::bigint),
  'was not sent: .*included',
  'with the reason of the last try'
);

-- A campaign that was due while the scheduler did not run.
select test.let('slept', to_jsonb(test.scheduled_campaign(pg_temp.segments(), test.monday('2 hours'))));
select outlier.check_and_run_campaigns(test.monday('3 hours'));
select is(pg_temp.state(test.get('slept')), 'missed', 'an hour that the scheduler slept through is reported, not sent');
select is((select count(*) from outlier.problems where kind = 'campaign_missed'), 2::bigint, 'to the team');
update outlier.campaigns set run_at = test.monday('4 hours') where id = test.get('slept')::bigint;
select is(pg_temp.state(test.get('slept')), 'scheduled', 'a new time schedules a missed one again');
select outlier.check_and_run_campaigns(test.monday('4 hours'));
select is(pg_temp.state(test.get('slept')), 'sending', 'and then it runs');

-- Without a sending number, no campaign is sent.
update outlier.settings set sending_phone_number = null;
select test.let('silent', to_jsonb(test.scheduled_campaign(pg_temp.segments(), test.monday('5 hours'))));
select outlier.check_and_run_campaigns(test.monday('5 hours'));
select matches(
  (select error from outlier.campaigns where id = test.get('silent')::bigint),
  'phone number',
  'settings that are missing are named'
);
select is(pg_temp.state(test.get('silent')), 'scheduled', 'and the campaign goes out once they are there');
select * from finish();
rollback;
