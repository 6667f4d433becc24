begin;
select plan(7);
select test.sending(2, 'And?');
select outlier.drop_messages(false, array(select id from outlier.broadcast_first_messages where recipient_phone_number = test.number(0)), 'cancelled');
select is((select reason from outlier.recipients where phone_number = test.number(0)), 'cancelled', 'no message leaves a queue without a record that says why');
select is((select reason from outlier.recipients where phone_number = test.number(1)), null, 'others are not touched');
select test.send_all();
select outlier.drop_messages(true, array(select id from outlier.broadcast_second_messages), 'answered');
select results_eq(
  format('select reason, follow_up_reason from outlier.recipients where phone_number = %L', test.number(1)),
  $$values (null::text, 'answered')$$,
  'the reason of a follow-up is its own'
);
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message) values (test.campaign(), test.number(1), 'x');
select outlier.drop_messages(false, array(select id from outlier.broadcast_first_messages), 'gave_up');
select is((select reason from outlier.recipients where campaign_id is not null), 'gave_up', 'somebody who was queued by hand is listed then');
select is((select count(*) from outlier.recipients where phone_number = test.number(1)), 2::bigint, 'a person is listed once for each broadcast and campaign');
select throws_ok(
  format('insert into outlier.recipients (campaign_id, phone_number) values (%s, %L)', (select max(id) from outlier.campaigns), test.number(1)),
  '23505', null, 'nobody is listed twice for one'
);
select is((select count(*) from outlier.queued_messages), 0::bigint, 'the queues are empty');
select * from finish();
rollback;
