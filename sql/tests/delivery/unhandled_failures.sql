-- The nightly job reads only the failures since its last run and those it has not handled yet, not every failure ever
-- recorded.
begin;
select plan(14);
select test.settings();
update outlier.settings set archive_label_id = md5('label Archived')::uuid;
update outlier.lookup_templates
set content = (md5('label Undeliverable')::uuid)::text
where name = 'missive_broadcast_post_closing_label_id';
select test.label('Archived'), test.label('Undeliverable');
select test.authors(3);
insert into outlier.broadcasts (first_message, state, editable, run_at, made_at)
select 'Day ' || i, 'done', false, test.monday() - make_interval(days => i), test.monday()
from generate_series(1, 4) as i;
create function pg_temp.fails(
  p_person integer, p_day integer, p_status text default 'failed', p_conversation uuid default null
) returns void language sql as $$
  insert into outlier.message_statuses (
    is_second, broadcast_id, recipient_phone_number, message, missive_conversation_id, twilio_sent_status, created_at
  )
  select false, b.id, test.number(p_person), 'x', p_conversation, p_status, b.run_at
  from outlier.broadcasts as b
  where b.first_message = 'Day ' || p_day
$$;
create function pg_temp.marks(p_job text) returns bigint language sql as $$
  select count(*) from outlier.unhandled_failures where job = p_job
$$;

select
  pg_temp.fails(0, 4, 'failed', test.conversation(0)),
  pg_temp.fails(0, 3, 'undelivered', test.conversation(0)),
  pg_temp.fails(0, 2, 'failed', test.conversation(0));
select pg_temp.fails(1, 4), pg_temp.fails(1, 3), pg_temp.fails(1, 2);
select pg_temp.fails(2, 4), pg_temp.fails(2, 3, 'delivered'), pg_temp.fails(2, 2, null);
select is(pg_temp.marks('undeliverable'), 7::bigint, 'each message that failed is marked, and no other');
select is(outlier.handle_failed_deliveries(test.monday()), 1, 'whoever has a conversation gets a post');
select is(pg_temp.marks('undeliverable'), 6::bigint, 'a person with one failure has nothing left to look at');
select is(
  (select count(*) from outlier.incidents where kind = 'failed_deliveries_homeless'),
  1::bigint,
  'a person whom nobody can be told about is reported'
);
select is(outlier.handle_failed_deliveries(test.monday('1 day')), 0, 'the next night nobody is new');
select test.conversation(1);
select is(
  outlier.handle_failed_deliveries(test.monday('2 days')), 1, 'a person whose conversation is known now gets the post'
);
delete from outlier.requests where payload #>> '{details,phoneNumber}' = test.number(0);
select is(outlier.handle_failed_deliveries(test.monday('3 days')), 1, 'a post that was given up is asked for again');
select test.answer(test.claim_requests(test.monday('4 days')), null, 201, test.monday('4 days'));
select is(
  (select array_agg(phone_number order by phone_number) from outlier.authors where unsubscribed),
  array[test.number(0), test.number(1)],
  'Missive accepts both'
);
select is(outlier.handle_failed_deliveries(test.monday('5 days')), 0, 'then there is nothing to do');
select is(pg_temp.marks('undeliverable'), 0::bigint, 'and nothing left to look at');
update outlier.message_statuses set twilio_sent_status = 'failed' where recipient_phone_number = test.number(2)
  and twilio_sent_status is null;
select is(pg_temp.marks('undeliverable'), 1::bigint, 'a message that turns out to have failed is new');
update outlier.message_statuses set twilio_error_code = 30003 where recipient_phone_number = test.number(2);
select is(pg_temp.marks('undeliverable'), 1::bigint, 'what else changes marks nothing');
select outlier.archive_double_failures(test.monday('5 days'));
select is(outlier.archive_double_failures(test.monday('6 days')), 0, 'double failures are looked at in the same way');
select ok(pg_temp.marks('double_failure') <= 4, 'what has no two failures in a row is not looked at again');
select * from finish();
rollback;
