-- Broadcasts and campaigns are two views of one table. Administrators can write through them as if they were tables.
-- Shows: table-batches
begin;
select plan(31);
select test.settings();
select test.authors(3);

-- An insert applies the defaults and returns them.
insert into outlier.broadcasts (first_message) values ('What do you need to know?');
select results_eq(
  'select kind, state, delay, no_users, editable, processed from outlier.batches',
  $$values ('broadcast', 'scheduled', 600, 1000, true, false)$$,
  'a broadcast is a batch, with the defaults of broadcasts'
);
select throws_ok(
  $$insert into outlier.broadcasts (first_message) values ('Another?')$$,
  '23505',
  null,
  'there is one upcoming broadcast'
);
create function pg_temp.made() returns bigint language sql as $$
  insert into outlier.campaigns (title, first_message, run_at)
  values ('Spring', 'Is your water clear?', test.monday('1 day'))
  returning id
$$;
select test.let('campaign', to_jsonb(pg_temp.made()));
select results_eq(
  'select kind, state, delay, processed, label_ids::text, has_file from outlier.campaigns',
  $$values ('campaign', 'scheduled', 600, false, '{}', false)$$,
  'a campaign has its own defaults, and "returning" its id'
);
select isnt(test.get('campaign')::bigint, test.upcoming(), 'both take their ids from one place');
select results_eq(
  'select broadcast_id, campaign_id from outlier.batches order by kind',
  $$values (test.upcoming(), null), (null, test.get('campaign')::bigint)$$, 'each batch says which of the two it is'
);
select lives_ok(
  $$insert into outlier.campaigns (id, first_message, run_at) values (900000, 'Hi', test.monday('1 day'))$$,
  'an id of one''s own is kept'
);
select is((select count(*) from outlier.campaigns where id = 900000), 1::bigint, 'under that id');
select lives_ok($$delete from outlier.campaigns where id = 900000$$, 'a campaign that has not run is deleted');
select is((select count(*) from outlier.batches), 2::bigint, 'with its row');
select is((select count(*) from outlier.broadcasts), 1::bigint, 'each face shows its own');
select lives_ok(
  $$insert into outlier.campaigns (id, first_message, run_at) values (900001, 'Hi', test.monday('1 day'))
    on conflict (id) do update set first_message = excluded.first_message$$, '"on conflict" works'
);
select lives_ok(
  $$update outlier.campaigns set title = 'Later', run_at = run_at + interval '1 hour' where id = 900001$$,
  'so does "update"'
);
select is((select title from outlier.batches where id = 900001), 'Later', 'which changes the batch');
delete from outlier.campaigns where id = 900001;

-- Neither view can access batches of the other kind.
select throws_ok(
  $$insert into outlier.broadcasts (kind, first_message, run_at) values ('campaign', 'Hi', now())$$, '44000', null,
  'no campaign is made as a broadcast'
);
select throws_ok(
  $$update outlier.campaigns set kind = 'broadcast'$$, 'OT006', null, 'no campaign becomes a broadcast'
);
update outlier.broadcasts set first_message = 'Only this one';
select is(
  (select first_message from outlier.campaigns),
  'Is your water clear?',
  'a change of all broadcasts changes no campaign'
);
select throws_ok(
  $$
    update outlier.batches
    set segments = '{"included": {"id": "7c3015f2-6e8a-4148-84d5-40a8204e78ae"}}'
    where kind = 'broadcast'
  $$,
  '23514', null, 'a broadcast has no segments of labels'
);
select throws_ok(
  $$insert into outlier.campaigns (first_message) values ('Hi')$$, '23514', null, 'a campaign has a run_at'
);

-- Rows that name their batch by broadcast_id or by campaign_id.
select test.share(test.upcoming(), test.segment());
select test.let('broadcast', to_jsonb(outlier.make_broadcast(test.monday())));
insert into outlier.message_statuses (is_second, broadcast_id, recipient_phone_number, message)
values (false, test.get('broadcast')::bigint, test.number(50), 'a');
insert into outlier.message_statuses (is_second, campaign_id, recipient_phone_number, message)
values (false, test.get('campaign')::bigint, test.number(50), 'b');
insert into outlier.message_statuses (is_second, batch_id, recipient_phone_number, message)
values (true, test.get('campaign')::bigint, test.number(50), 'c');
select results_eq(
  'select message, batch_id, broadcast_id, campaign_id from outlier.message_statuses order by message',
  $$values
    ('a', test.get('broadcast')::bigint, test.get('broadcast')::bigint, null),
    ('b', test.get('campaign')::bigint, null, test.get('campaign')::bigint),
    ('c', test.get('campaign')::bigint, null, test.get('campaign')::bigint)$$,
  'a status that names its batch in one way has it in all'
);
select ok(
  (select bool_and(batch_id = broadcast_id and campaign_id is null) from outlier.recipients), 'so have recipients'
);
select ok(
  (select bool_and(batch_id = broadcast_id and campaign_id is null) from outlier.broadcast_first_messages),
  'and what is queued'
);
select throws_ok(
  format(
    $$
      insert into outlier.broadcast_first_messages (broadcast_id, recipient_phone_number, message)
      values (%s, test.number(0), 'Hi')
    $$,
    test.get('campaign')
  ),
  '23503', format('broadcast %s does not exist', test.get('campaign')), 'a campaign is not taken for a broadcast'
);
select throws_ok(
  $$
    insert into outlier.broadcast_first_messages (batch_id, recipient_phone_number, message)
    values (0, test.number(0), 'Hi')
  $$,
  '23503', 'broadcast or campaign 0 does not exist', 'a batch that is not there is refused'
);
select throws_ok(
  $$insert into outlier.broadcast_first_messages (recipient_phone_number, message) values (test.number(0), 'Hi')$$,
  '23503', 'the row of broadcast_first_messages does not name a broadcast or campaign', 'and so is a row that names none'
);
select throws_ok(
  format(
    $$insert into outlier.recipients (batch_id, campaign_id, phone_number) values (%s, %s, test.number(60))$$,
    test.get('broadcast'), test.get('campaign')
  ),
  '23514', null, 'or two'
);
select throws_ok(
  format('delete from outlier.broadcasts where id = %s', test.get('broadcast')), '23503',
  format('broadcast %s cannot be deleted: it has recipients', test.get('broadcast')), 'what was sent stays on record'
);

-- One insert into both queues.
delete from outlier.queued_messages;
update outlier.batches set state = 'done' where id = test.get('broadcast')::bigint;
insert into outlier.queued_messages (is_second, batch_id, recipient_phone_number, message, due_at) values
  (false, test.get('broadcast')::bigint, test.number(0), 'First', test.monday()),
  (true, test.get('broadcast')::bigint, test.number(1), 'Second', test.monday());
select is(
  (select state from outlier.broadcasts where id = test.get('broadcast')::bigint), 'sending',
  'a row of the two queues together starts the sending as one of its queue does'
);
select is(test.claimed(test.claim()), array[test.number(0)], 'a first message goes out');
select is(test.claimed(test.claim(p_queue => 'second_messages')), array[test.number(1)], 'and a second one');
select throws_ok(
  $$
    insert into outlier.queued_messages (is_second, batch_id, recipient_phone_number, message)
    values (false, 0, test.number(0), 'Hi')
  $$,
  '23503', null, 'and it is held against the batches that there are'
);
select throws_ok(
  $$
    insert into outlier.queued_messages (batch_id, recipient_phone_number, message)
    select b.id, test.number(2), 'Hi' from outlier.batches as b limit 1
  $$,
  '23514', null, 'a row that is of neither queue is refused'
);
select * from finish();
rollback;
