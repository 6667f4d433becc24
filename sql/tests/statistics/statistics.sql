-- The sums equal a count of the tables, whatever the order of events, and both before and after the sums are folded.
begin;
select plan(22);
create view pg_temp.counted as
select
  s.broadcast_id,
  s.campaign_id,
  count(*) filter (where not s.is_second) as first_sent,
  count(*) filter (where s.is_second) as second_sent,
  count(*) filter (where s.twilio_sent_status = 'delivered') as delivered,
  count(*) filter (where s.twilio_sent_status in ('failed', 'undelivered')) as failed,
  count(*) filter (
    where s.twilio_sent_status is null or s.twilio_sent_status not in ('delivered', 'failed', 'undelivered')
  ) as unknown
from outlier.message_statuses as s group by 1, 2;
create function pg_temp.same(p_what text) returns text language sql as $$
  select results_eq(
    'select id, first_sent, second_sent, delivered, failed, unknown from outlier.broadcast_stats where first_sent > '
    '0 order by id',
    'select broadcast_id, first_sent, second_sent, delivered, failed, unknown from pg_temp.counted where '
    'broadcast_id is not null order by 1',
    p_what)
$$;
select test.sending(6, 'And?');
select is((select people from outlier.broadcast_stats), 6::bigint, 'six people');
select test.send_all();
select pg_temp.same('messages that were sent');
select is((select unknown from outlier.broadcast_stats), 6::bigint, 'whose delivery nobody knows');
select test.writes(test.number(0), 'Brown', test.monday('1 minute'));
select test.writes(test.number(1), 'stop', test.monday('1 minute'));
select results_eq(
  'select replies, opt_outs from outlier.broadcast_stats', 'values (1::bigint, 1::bigint)', 'an answer and an opt-out'
);
select test.send_all(test.monday('10 minutes'), 'second_messages');
update outlier.message_statuses set twilio_sent_status = 'sent';
update outlier.message_statuses set twilio_sent_status = 'delivered' where recipient_phone_number = test.number(2);
update outlier.message_statuses set twilio_sent_status = 'undelivered' where recipient_phone_number = test.number(3)
  and is_second;
update outlier.message_statuses set twilio_sent_status = 'on_the_moon' where recipient_phone_number = test.number(4)
  and is_second;
select pg_temp.same('statuses');
select is((select count(*) from outlier.tallies where not folded) > 10, true, 'as rows that add up');
select outlier.fold_tallies();
select is((select count(*) from outlier.tallies where not folded), 0::bigint, 'folded');
select is(
  (select count(*) = count(distinct (audience_segment_id, measure)) from outlier.tallies),
  true,
  'to one for each measure'
);
select pg_temp.same('the sums are the same');
select outlier.fold_tallies();
select pg_temp.same('folding twice changes nothing');
update outlier.message_statuses set twilio_sent_status = 'delivered' where twilio_sent_status = 'sent'
  and not is_second;
select pg_temp.same('and they go on');
select results_eq('select segment, people, first_sent, second_sent, replies, opt_outs from outlier.broadcast_segment_stats',
  'values (''everybody'', 6::bigint, 6::bigint, 4::bigint, 1::bigint, 1::bigint)', 'by segment');
select results_eq('select name, people, first_sent, delivered, failed, unknown, replies, opt_outs from outlier.segment_stats',
  $$
    select 'everybody', 6::bigint, 6::bigint, delivered, failed, unknown, 1::bigint, 1::bigint
    from outlier.broadcast_stats
  $$,
  'over all broadcasts');

-- Campaigns.
select test.let('campaign', to_jsonb(test.campaign()));
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
select test.get('campaign')::bigint, test.number(i), 'Hi', test.monday()
from generate_series(2, 4) as i;
select test.send_all(test.monday('20 minutes'));
update outlier.message_statuses set twilio_sent_status = 'failed' where campaign_id is not null
  and recipient_phone_number = test.number(2);
select test.writes(test.number(3), 'Thanks', test.monday('30 minutes'));
select results_eq(
  'select first_sent, failed, unknown, replies from outlier.campaign_stats',
  'values (3::bigint, 1::bigint, 2::bigint, 1::bigint)',
  'a campaign'
);
select pg_temp.same('that changes nothing of the broadcast');

-- Deleted rows.
delete from outlier.message_statuses where is_second and recipient_phone_number in (test.number(3), test.number(4));
select pg_temp.same('rows that are deleted no longer count');
delete from outlier.twilio_messages where from_phone_number = test.number(0);
select is((select replies from outlier.broadcast_stats), 1::bigint, 'a reply that is cleared away was one');
select test.let('stats', (select to_jsonb(b) from outlier.broadcast_stats as b));
select outlier.recount();
select is(
  (select to_jsonb(b) from outlier.broadcast_stats as b) - 'replies',
  test.get('stats') - 'replies',
  'counted anew, all is the same'
);
select is((select replies from outlier.broadcast_stats), 0::bigint, 'but for what is no longer there');
select outlier.fold_tallies();
select pg_temp.same('folding after that too');

select is(array(
  select outlier.classify_delivery(s)
  from unnest(
    array[null, 'queued', 'sending', 'sent', 'delivered', 'read', 'undelivered', 'failed', 'canceled', 'new word']
  ) as s
),
  '{unknown,unknown,unknown,unknown,delivered,delivered,failed,failed,failed,unknown}',
  'what a status says of delivery');
select is(
  (
    select count(*)
    from outlier.tallies
    where measure not in (
      'first_delivered', 'first_failed', 'first_unknown', 'second_delivered', 'second_failed', 'second_unknown',
      'replies', 'opt_outs', 'chosen', 'left_out', 'given_up'
    )
  ),
  0::bigint,
  'all under known measures'
);
select * from finish();
rollback;
