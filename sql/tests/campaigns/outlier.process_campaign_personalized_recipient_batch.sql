-- Shows: one-number-twice, opted-out-since, unknown-person, function-process_campaign_personalized_recipient_batch
-- Shows: trigger-trigger_process_campaign_personalized_recipient_batch
begin;
select plan(26);
select test.settings();
select test.author(test.number(1), p_unsubscribed => true);
select test.author(test.number(2), p_exclude => true);
select test.author(test.number(3));

insert into outlier.campaign_personalized_recipients (phone_number, message)
select 'nothing', 'at all' where false;
select is((select count(*) from outlier.campaigns), 0::bigint, 'an insert of no rows makes no campaign');

insert into outlier.campaign_personalized_recipients (phone_number, message) values
  (test.number(1), 'Opted out'),
  (test.number(2), 'Excluded'),
  (' (200) 555-0103 ', 'Known, in another form; it''s $$ "quoted"'),
  ('2005550104', 'New, without plus'),
  ('12005550104', 'The same again'),
  ('+1 200 555 0105', 'New'),
  ('hello', 'No number'),
  (null, 'None at all'),
  (test.number(6), '   '),
  (test.number(7), null),
  (test.number(8), repeat('x', 1601)),
  (test.number(8), 'The second line of a number whose first one cannot be used');
select is((select count(*) from outlier.campaign_personalized_recipients), 0::bigint, 'the rows leave the table');
select is((select count(*) from outlier.campaigns), 1::bigint, 'one statement makes one campaign');
select is((select processed from outlier.campaigns), true, 'already processed');
select is((select state from outlier.campaigns), 'sending', 'and being sent');
select is((select is_personalized from outlier.campaigns), true, 'as a personalized one');
select is((select recipient_count from outlier.campaigns), 4, 'whose count is what was queued');
select is((select label_ids from outlier.campaigns), '{}', 'without a label');
select is(
  api.list_campaigns() #>> '{past,items,0,firstMessage}', 'Known, in another form; it''s $$ "quoted"',
  'which shows the first text that goes out, and never null'
);
select bag_eq(
  $$select recipient_phone_number, message from outlier.broadcast_first_messages$$,
  $v$values (test.number(3), 'Known, in another form; it''s $$ "quoted"'), (test.number(4), 'New, without plus'), (test.number(5), 'New'),
    (test.number(8), 'The second line of a number whose first one cannot be used')$v$,
  'each gets their own text, and a bad row costs only itself'
);
select results_eq(
  $$select line, verdict, duplicate_of from outlier.campaign_file_recipients order by line$$,
  $$values (1, 'unsubscribed', null), (2, 'excluded', null), (3, 'accepted', null), (4, 'accepted', null), (5, 'duplicate', 4), (6, 'accepted', null),
    (7, 'invalid_number', null),
    (8, 'invalid_number', null),
    (9, 'no_message', null),
    (10, 'no_message', null),
    (11, 'message_too_long', null),
    (12, 'accepted', null)$$,
  'every row has its verdict'
);
select bag_eq(
  $$select phone_number, reason from outlier.recipients where reason is not null$$,
  $$values (test.number(1), 'unsubscribed'), (test.number(2), 'excluded')$$,
  'who may not be texted is listed for good'
);
select bag_eq(
  $$select phone_number from outlier.authors where added_via_file_upload$$,
  $$select test.number(i) from unnest(array[4, 5, 6, 7, 8]) as i$$,
  'unknown people become authors who came by a file'
);
select is(
  (select added_via_file_upload from outlier.authors where phone_number = test.number(3)),
  false,
  'known ones stay what they are'
);

select is(test.send_all(now()), 4, 'all of them go out');
select is(
  (select count(*) from outlier.message_statuses where campaign_id is not null), 4::bigint, 'and are on record'
);
select is((select count(*) from outlier.queued_messages), 0::bigint, 'there is no follow-up');
select is((select state from outlier.campaigns), 'done', 'and the campaign is done');

-- A second insert for the same people creates another campaign.
insert into outlier.campaign_personalized_recipients (phone_number, message) values (test.number(3), 'Once more');
select is((select count(*) from outlier.campaigns), 2::bigint, 'another statement makes another campaign');
select is((select count(*) from outlier.broadcast_first_messages), 1::bigint, 'to whoever is in it');

-- All rows are invalid.
insert into outlier.campaign_personalized_recipients (phone_number, message) values ('x', 'y');
select is(
  (select state from outlier.campaigns order by id desc limit 1),
  'done',
  'a batch in which nobody can be texted is through at once'
);
select is((select count(*) from outlier.campaign_file_recipients where raw = 'x'), 1::bigint, 'and its rows are kept');

-- A person opts out after being queued.
select outlier.set_consent(test.number(3), 'opt_out', 'sql', p_now => test.monday());
select is(
  (select count(*) from outlier.broadcast_first_messages),
  0::bigint,
  'somebody in a personalized batch who opts out after queueing is not texted'
);
select is(
  (select reason from outlier.recipients where phone_number = test.number(3) order by id desc limit 1),
  'unsubscribed',
  'and that is on record'
);
insert into outlier.campaign_personalized_recipients (phone_number, message)
values ('2005550103', 'y'), ('1 200 555 0103', 'y'), ('(200) 555-0103', 'y'), (E'200\u00a0555\u00a00103', 'y');
select results_eq(
  'select verdict from outlier.campaign_file_recipients where campaign_id = (select max(id) from outlier.campaigns) '
  'order by line',
  array['unsubscribed', 'duplicate', 'duplicate', 'duplicate'],
  'who has opted out is known by the number in any form'
);

-- No sending number is set.
update outlier.settings set sending_phone_number = null;
select throws_ok(
  $$insert into outlier.campaign_personalized_recipients (phone_number, message) values (test.number(3), 'x')$$,
  'OT001', null, 'without a number to send from the rows are refused, and stay in the file'
);
select * from finish();
rollback;
