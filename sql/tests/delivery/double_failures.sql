-- Archives conversations whose two latest messages failed, each with one post that says why.
-- Shows: sent-as-failed, job-daily-archive-double-failures-setup
begin;
select plan(28);
select test.settings();
update outlier.settings set archive_label_id = md5('label Archived')::uuid;
update outlier.lookup_templates
set content = (md5('label Undeliverable')::uuid)::text
where name = 'missive_broadcast_post_closing_label_id';
select test.label('Archived'), test.label('Undeliverable');
create function pg_temp.pair(
  p_person integer, p_earlier text, p_later text, p_at timestamptz default test.monday()
) returns void language sql as $$
  insert into outlier.message_statuses (
    is_second, broadcast_id, recipient_phone_number, message, missive_conversation_id, twilio_sent_status, created_at
  )
  select v.second, b.id, test.number(p_person), 'x', test.conversation(p_person), v.status, p_at + v.later
  from (values (false, p_earlier, interval '0'), (true, p_later, interval '10 minutes')) as v (second, status, later)
  cross join (select min(id) as id from outlier.broadcasts) as b
$$;
create function pg_temp.asked() returns uuid[] language sql as $$
  select array_agg((payload ->> 'conversation')::uuid order by id) from outlier.requests where kind = 'create_post'
$$;
insert into outlier.broadcasts (first_message, state, editable, run_at, made_at)
values ('Past', 'done', false, test.monday(), test.monday());
select pg_temp.pair(0, 'failed', 'undelivered');
select pg_temp.pair(1, 'failed', 'sent');
select pg_temp.pair(2, 'delivered', 'failed');
select pg_temp.pair(3, 'failed', 'failed');
select pg_temp.pair(4, 'failed', 'failed');
select pg_temp.pair(5, 'failed', null);
select test.give_label(md5('label Archived')::uuid, 3, 1);
select test.give_label(md5('label Undeliverable')::uuid, 4, 1);
savepoint ready;
update outlier.message_statuses set closed = true where recipient_phone_number = test.number(0);
select is(
  outlier.archive_double_failures(test.monday('1 day')), 0, 'a pair that was dealt with before gets no second post'
);
rollback to savepoint ready;
select is(
  outlier.archive_double_failures(test.monday('1 day')),
  1,
  'one conversation: not one failure, none sent or unknown, no label yet'
);
select is(pg_temp.asked(), array[test.conversation(0)], 'it is that one');
select results_eq('select payload -> ''addSharedLabels'', payload -> ''close'', payload ->> ''text'' from outlier.requests',
  $$
    values (
      jsonb_build_array(md5('label Archived')::uuid),
      'true'::jsonb,
      'Our last two messages to this number were not delivered, so this conversation is archived.'
    )
  $$,
  'with the label, out of the inbox, saying why');
select is(
  (select count(*) from outlier.message_statuses where closed),
  0::bigint,
  'nothing is marked before Missive has accepted'
);
select is(outlier.archive_double_failures(test.monday('1 day')), 0, 'a second run at once does nothing');
savepoint asked;
select test.answer(test.claim_requests(test.monday('1 day')), null, 500, test.monday('1 day'));
select is((select count(*) from outlier.message_statuses where closed), 0::bigint, 'refused: nothing is marked');
delete from outlier.requests;
select is(outlier.archive_double_failures(test.monday('2 days')), 1, 'given up: the next run asks again');
rollback to savepoint asked;
select test.answer(test.claim_requests(test.monday('1 day')), null, 201, test.monday('1 day'));
select is(
  (select array_agg(is_archived) from outlier.conversations_labels where conversation_id = test.conversation(0)),
  '{false}',
  'accepted: the mirror has the label'
);
select is((select closed from outlier.conversations where id = test.conversation(0)), true, 'and is closed');
select is((select count(*) from outlier.message_statuses where closed), 2::bigint, 'both messages are dealt with');
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(0)), false, 'nobody is unsubscribed'
);
select is(outlier.archive_double_failures(test.monday('2 days')), 0, 'the next run does nothing');
select is((select count(*) from outlier.posts), 1::bigint, 'exactly one post');
update outlier.conversations_labels set is_archived = true where conversation_id = test.conversation(0);
select is(
  outlier.archive_double_failures(test.monday('3 days')),
  0,
  'nor where the team has taken the label off: for these two it is done'
);
insert into outlier.broadcasts (first_message, state, editable, run_at, made_at)
values ('Later', 'done', false, test.monday('7 days'), test.monday());
insert into outlier.message_statuses (
  is_second, broadcast_id, recipient_phone_number, message, missive_conversation_id, twilio_sent_status, created_at
)
select s, max(b.id), test.number(0), 'x', test.conversation(0), 'failed', test.monday('7 days')
from outlier.broadcasts as b
cross join (values (false), (true)) as v (s)
where b.first_message = 'Later'
group by s;
select is(outlier.archive_double_failures(test.monday('8 days')), 1, 'two more failures after that are a new reason');
rollback to savepoint ready;

select test.writes(test.number(0), 'Hello?', test.monday('1 hour'));
select is(
  outlier.archive_double_failures(test.monday('1 day')), 0, 'what the person wrote since is a message that did not fail'
);
rollback to savepoint ready;
select test.writes(test.number(0), 'Hello?', test.monday('-1 hour'));
select is(
  outlier.archive_double_failures(test.monday('1 day')), 1, 'what they wrote before is not among the latest two'
);
rollback to savepoint ready;
update outlier.conversations_labels set is_archived = true;
select is(outlier.archive_double_failures(test.monday('1 day')), 3, 'labels that were taken off count no more');
rollback to savepoint ready;

-- Missive did not report the conversation of the message.
update outlier.message_statuses set missive_conversation_id = null where recipient_phone_number = test.number(0);
select is(outlier.archive_double_failures(test.monday('1 day')), 1, 'the mirror may know it');
select is(pg_temp.asked(), array[test.conversation(0)], 'then it is that one');
rollback to savepoint ready;

-- Another job is already closing the conversation.
select outlier.post_to_conversation(
  test.conversation(0), 'We lost you', 'undeliverable', 'undeliverable:1', p_now => test.monday()
);
select is(
  outlier.archive_double_failures(test.monday('1 day')), 0, 'who is being closed by the other job gets no second post'
);
rollback to savepoint ready;

update outlier.settings set archive_label_id = null;
select is(outlier.archive_double_failures(test.monday('1 day')), 0, 'without the label''s id nothing is done');
select is((select count(*) from outlier.requests), 0::bigint, 'no post');
select results_eq($$
  select kind from outlier.problems where kind like 'double%'
$$, $$values ('double_failures_idle')$$, 'and the job says so');
update outlier.settings set archive_label_id = md5('label Archived')::uuid;
update outlier.lookup_templates set content = '' where name = 'missive_broadcast_post_closing_label_id';
select is(outlier.archive_double_failures(test.monday('1 day')), 2, 'the other label may be missing');
delete from outlier.lookup_templates where name = 'missive_double_failure_post_message';
delete from outlier.requests;
select is(outlier.archive_double_failures(test.monday('1 day')), 0, 'the text may not');
select is((select count(*) from outlier.incidents), 1::bigint, 'one problem');
select * from finish();
rollback;
