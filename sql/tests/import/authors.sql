-- Whether a person may be texted after an import, for all combinations of source and target.
begin;
select plan(20);
select test.settings();
select outlier.stage_import();

-- People who are already in the target.
select test.author(test.number(1));
select test.author(test.number(2), p_unsubscribed => true);
select test.author(test.number(3), p_exclude => true);
select test.author(test.number(4));
select test.author(test.number(5));
insert into outlier.consent_events (phone_number, kind, source, occurred_at) values
  (test.number(5), 'opt_out', 'import', test.monday('-2 days')), (test.number(5), 'opt_in', 'message', test.monday('-1 day'));
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
values (test.campaign(), test.number(1), 'Is your water clear?', test.monday());

insert into pg_temp.import_authors (phone_number, name, unsubscribed, exclude, created_at) values
  (test.number(1), 'One', true, false, test.monday('-9 days')),
  (test.number(2), 'Two', false, false, test.monday('-9 days')),
  (test.number(3), 'Three', false, false, test.monday('-9 days')),
  (test.number(4), 'Four', false, null, test.monday('-9 days')),
  (test.number(5), 'Five', true, false, test.monday('-9 days')),
  ('(200) 555-0106', 'Six', false, false, test.monday('-9 days')),
  ('200.555.0106', null, true, false, test.monday('-8 days')),
  (test.number(7), 'Seven', false, false, test.monday('-9 days')),
  ('+3135550108', null, true, false, test.monday('-9 days')),
  ('+13135550108', 'Eight', false, false, test.monday('-9 days')),
  ('Somebody', null, true, false, test.monday('-9 days')),
  ('+13135550100', 'The newsroom', false, false, test.monday('-9 days'));
select outlier.import_authors(test.monday());

create function pg_temp.state_of(p_phone_number text) returns text language sql as $$
  select concat_ws(' ', a.name, case when a.unsubscribed then 'out' end, case when a.exclude then 'excluded' end)
  from outlier.authors as a where a.phone_number = p_phone_number
$$;
select is(pg_temp.state_of(test.number(1)), 'One out', 'an opt-out there counts here');
select is(
  (select r.reason from outlier.recipients as r where r.phone_number = test.number(1)), 'unsubscribed', 'the record says why the person got nothing'
);
select is(
  (select count(*) from outlier.queued_messages), 0::bigint, 'and what waited for the person is dropped'
);
select is(pg_temp.state_of(test.number(2)), 'Two out', 'an opt-out here stays');
select is(pg_temp.state_of(test.number(3)), 'Three excluded', 'so does an exclusion');
select is(pg_temp.state_of(test.number(4)), 'Four excluded', 'no word about exclusion there means excluded');
select is(pg_temp.state_of(test.number(5)), 'Five', 'a yes here that is newer than the opt-out that was brought stays');
select is(pg_temp.state_of('+12005550106'), 'Six out', 'one person in two spellings is out with one of them');
select is(
  (select a.created_at from outlier.authors as a where a.phone_number = '+12005550106'), test.monday('-9 days'),
  'and is known since the first of them'
);
select is(pg_temp.state_of(test.number(7)), 'Seven', 'nobody else is touched');
select is(pg_temp.state_of('+13135550108'), 'Eight out', 'an opt-out of a number without its 1 bars the right one');
select is(
  (select count(*) from outlier.authors as a where a.phone_number = '+3135550108'), 0::bigint, 'and makes no person of its own'
);
select is(pg_temp.state_of('+13135550100'), null, 'our own number is nobody');
select is(
  (select t.rows_read || ' ' || t.rows_here || ' ' || t.rows_left_out from outlier.import_tables as t where t.source_table = 'authors'),
  '12 9 3', 'every row is accounted for'
);
select results_eq(
  $$select r.kind, r.source_key from outlier.import_report as r where r.source_table = 'authors' order by r.kind, r.source_key collate "C", r.phone_number$$,
  $$values ('consent', null), ('excluded_by_null', test.number(4)), ('kept', null), ('kept', null), ('own_number', '+13135550100'),
    ('same_person', '(200) 555-0106, 200.555.0106'), ('same_person', '+13135550108, +3135550108'), ('unreadable_number', '+3135550108'), ('unreadable_number', 'Somebody')$$,
  'and the report says what was not taken as it was'
);

-- The imported events contain the messages with which people opted out.
insert into outlier.twilio_messages (id, from_phone_number, preview, delivered_at, created_at) values
  (md5('stop')::uuid, '+12005550106', 'Stop it', test.monday('-3 days'), test.monday('-3 days')),
  (md5('old stop')::uuid, test.number(7), 'stop', test.monday('-5 days'), test.monday('-5 days')),
  (md5('start')::uuid, test.number(7), 'START', test.monday('-4 days'), test.monday('-4 days'));
insert into pg_temp.import_unsubscribed_messages (id, twilio_message_id, created_at) values
  (1, md5('stop')::uuid, test.monday('-3 days')), (2, md5('old stop')::uuid, test.monday('-5 days')), (3, md5('lost')::uuid, test.monday());
select outlier.import_consent(test.monday());
select results_eq(
  $$select e.phone_number, e.kind, e.words, e.occurred_at from outlier.consent_events as e where e.source = 'import' and e.phone_number <> test.number(5)
    order by e.phone_number, e.occurred_at$$,
  $$values (test.number(1), 'opt_out', null, test.monday()), ('+12005550106', 'opt_out', 'Stop it', test.monday('-3 days')),
    (test.number(7), 'opt_out', 'stop', test.monday('-5 days')), (test.number(7), 'opt_in', 'START', test.monday('-4 days')),
    ('+13135550108', 'opt_out', null, test.monday())$$,
  'each opt-out is an event, with words and time where the source knows them, and so is the way back'
);
select is(
  (select e.kind from outlier.consent_events as e where e.phone_number = test.number(5) order by e.id desc limit 1), 'opt_in',
  'of somebody who is in again nothing new is recorded'
);
select is((select count(*) from outlier.unsubscribed_messages), 2::bigint, 'the messages that made people opt out are known');
select outlier.import_consent(test.monday('1 hour'));
select is((select count(*) from outlier.consent_events where source = 'import'), 6::bigint, 'the same again adds no event');
select is((select count(*) from outlier.requests), 0::bigint, 'nobody is asked or told anything');
select * from finish();
rollback;
