-- Shows: function-queue_campaign_messages
begin;
select plan(20);
select test.settings();
select test.let('water', to_jsonb(test.label('Water')));
select test.let('done', to_jsonb(test.label('Done')));
create function pg_temp.label(p_name text) returns uuid language sql as $$ select (test.get(p_name) #>> '{}')::uuid $$;
select test.give_label(pg_temp.label('water'), 0, 6);
select test.give_label(pg_temp.label('done'), 5, 1);
update outlier.authors set unsubscribed = true where phone_number = test.number(1);
update outlier.authors set exclude = true where phone_number = test.number(2);
update outlier.authors set added_via_file_upload = true where phone_number = test.number(3);

select test.let('id', to_jsonb(test.scheduled_campaign(test.segments(pg_temp.label('water'), pg_temp.label('done')))));
select is((select recipient_count from outlier.campaigns), 3, 'the people are counted when the campaign is made');
select is(outlier.queue_campaign_messages(test.get('id')::bigint, test.monday()), 3, 'as many are queued');
select bag_eq(
  $$select phone_number, reason from outlier.recipients$$,
  $$
    values
      (test.number(0), null),
      (test.number(1), 'unsubscribed'),
      (test.number(2), 'excluded'),
      (test.number(3), null),
      (test.number(4), null),
      (test.number(5), 'excluded_segment')
  $$,
  'everybody that the segments yield is listed, with the reason where they get nothing'
);
select bag_eq(
  $$select recipient_phone_number, message, due_at from outlier.broadcast_first_messages$$,
  $$select test.number(i), 'Is your water clear?', test.monday() from unnest(array[0, 3, 4]) as i$$,
  'people who came by a file get campaigns too; unsubscribed, excluded ones and those of the excluded segment do not'
);
select is((select state from outlier.campaigns), 'sending', 'it is being sent');
select is((select started_at from outlier.campaigns), test.monday(), 'since then');
select throws_ok($$
  select outlier.queue_campaign_messages(test.get('id')::bigint)
$$, 'OT005', null, 'a campaign is queued once');
select throws_ok($$select outlier.queue_campaign_messages(-1)$$, 'OT009', null, 'there is no such campaign');

-- A person opts out after the count.
select test.let('id', to_jsonb(test.scheduled_campaign(test.segments(pg_temp.label('water')))));
select is((select recipient_count from outlier.campaigns where id = test.get('id')::bigint), 4, 'counted at creation');
select outlier.set_consent(test.number(0), 'opt_out', 'sql');
select is(outlier.queue_campaign_messages(test.get('id')::bigint, test.monday()), 3, 'picked at run time');
select is(
  (select recipient_count from outlier.campaigns where id = test.get('id')::bigint),
  3,
  'and the count is what was queued'
);

-- A campaign to no people.
select test.let('id', to_jsonb(test.scheduled_campaign(test.segments(test.label('Nobody')))));
select is(
  outlier.queue_campaign_messages(test.get('id')::bigint, test.monday()), 0, 'a campaign to nobody queues nothing'
);
select is((select state from outlier.campaigns where id = test.get('id')::bigint), 'done', 'is through at once');
select is(
  (select count(*) from outlier.problems where kind = 'campaign_empty'), 1::bigint, 'and is among the problems'
);

-- A complete campaign with a follow-up.
select test.let(
  'id', to_jsonb(test.scheduled_campaign(test.segments(pg_temp.label('done')), test.monday(), 'And now?'))
);
select outlier.queue_campaign_messages(test.get('id')::bigint, test.monday());
update outlier.campaigns set state = 'paused' where id <> test.get('id')::bigint and state = 'sending';
select is(test.send_all(test.monday()), 1, 'the first message goes');
select is(
  (select message || ' ' || (due_at - test.monday()) from outlier.broadcast_second_messages),
  'And now? 00:10:00',
  'the follow-up waits for its delay'
);
select is(
  (select state from outlier.campaigns where id = test.get('id')::bigint),
  'sending',
  'and with it the campaign is not through'
);
select is(test.send_all(test.monday('10 minutes'), 'second_messages'), 1, 'then it goes');
select is((select state from outlier.campaigns where id = test.get('id')::bigint), 'done', 'and the campaign is done');
select is(
  (select count(*) from outlier.message_statuses where campaign_id = test.get('id')::bigint),
  2::bigint,
  'with a row for each message that was sent'
);
select * from finish();
rollback;
