-- A campaign is paused, resumed and cancelled. The API's counts add up at each point.
-- Shows: table-campaigns
begin;
select plan(32);
create function pg_temp.progress() returns jsonb language sql as $$
  select outlier.campaign_json((select max(id) from outlier.campaigns), test.monday()) -> 'progress'
$$;
create function pg_temp.adds_up() returns boolean language sql as $$
  select (p ->> 'people')::integer = (p ->> 'sent')::integer + (p ->> 'waiting')::integer + (p ->> 'sending')::integer + (p ->> 'unknown')::integer + (p ->> 'leftOut')::integer
  from pg_temp.progress() as p
$$;
create function pg_temp.id() returns bigint language sql as $$ select max(id) from outlier.campaigns $$;
select test.sending_campaign(20, 'And now?');
select is(pg_temp.progress() ->> 'waiting', '20', 'all wait');
select ok(pg_temp.adds_up(), 'the counts add up at the start');
select test.record(test.claim(p_limit => 5));
select test.let('claim', test.claim(test.monday('1 second'), 5));
select is(pg_temp.progress() ->> 'sending', '5', 'five are under way');
select ok(pg_temp.adds_up(), 'the counts add up in the middle');

select lives_ok('select outlier.pause_batch(pg_temp.id())', 'a campaign that is being sent can be paused');
select is(test.claimed(test.claim(test.monday('2 seconds'))), '{}', 'nothing of it is claimed any more');
select test.record(test.get('claim'), test.monday('2 seconds'));
select is(pg_temp.progress() ->> 'sent', '10', 'what was under way is recorded');
select is(pg_temp.progress() ->> 'waiting', '10', 'what waits keeps waiting');
select ok(pg_temp.adds_up(), 'the counts add up while it is paused');
select throws_ok('select outlier.pause_batch(pg_temp.id())', 'OT005', null, 'it can be paused once');
select lives_ok('select outlier.resume_batch(pg_temp.id())', 'it can be resumed');
select throws_ok('select outlier.resume_batch(pg_temp.id())', 'OT005', null, 'once');
select is(cardinality(test.claimed(test.claim(test.monday('3 seconds'), 5))), 5, 'and goes on where it stood');

select is(
  outlier.cancel_batch(pg_temp.id(), test.monday('4 seconds')),
  15,
  'cancelling drops what waits: five firsts and ten follow-ups'
);
select is((select count(*) from outlier.queued_messages where state = 'waiting'), 0::bigint, 'nothing waits any more');
select is(
  (select count(*) from outlier.recipients where reason = 'cancelled'),
  5::bigint,
  'who got nothing is listed as cancelled'
);
select is(
  (select count(*) from outlier.recipients where follow_up_reason = 'cancelled'),
  10::bigint,
  'and whose follow-up was dropped'
);
select ok(pg_temp.adds_up(), 'the counts add up after the cancel');
select is((select state from outlier.campaigns), 'cancelled', 'it is cancelled');
select throws_ok('select outlier.cancel_batch(pg_temp.id())', 'OT005', null, 'for good');
select throws_ok('select outlier.resume_batch(pg_temp.id())', 'OT005', null, 'and cannot be resumed');
select throws_ok('select outlier.cancel_batch(-1)', 'OT009', null, 'there is no such campaign');
select throws_ok('select outlier.pause_batch(-1)', 'OT009', null, 'there is none to pause either');
select is((select error from outlier.campaigns), null, 'a cancelled campaign is no error');

-- State changes by SQL that are not permitted.
select test.let('id', to_jsonb(test.scheduled_campaign(test.segments((select id from outlier.labels)))));
select throws_ok($$
  update outlier.campaigns set state = 'paused' where id = pg_temp.id()
$$, 'OT005', null, 'a scheduled campaign cannot be paused');
select throws_ok($$
  update outlier.campaigns set state = 'done' where id = pg_temp.id()
$$, 'OT005', null, 'nor be done without having been sent');
update outlier.campaigns set processed = true where id = pg_temp.id();
select is(
  (select state from outlier.campaigns where id = pg_temp.id()),
  'cancelled',
  'one that is marked as processed by hand does not run any more'
);
select throws_ok($$
  update outlier.campaigns set state = 'scheduled' where id = pg_temp.id()
$$, 'OT005', null, 'and is not scheduled again');
insert into outlier.campaigns (first_message, run_at, processed) values ('Old', test.monday('-1 year'), true);
select is(
  (select state from outlier.campaigns where id = pg_temp.id()),
  'done',
  'a past campaign that is brought in from elsewhere is done'
);
select throws_ok($$
  update outlier.campaigns set first_message = 'New' where id = pg_temp.id()
$$, 'OT006', null, 'the text of one that has run cannot be changed');
select throws_ok($$
  update outlier.campaigns set run_at = now() where id = pg_temp.id()
$$, 'OT006', null, 'nor its time');
select lives_ok($$update outlier.campaigns set title = 'Old one' where id = pg_temp.id()$$, 'its title can');
select * from finish();
rollback;
