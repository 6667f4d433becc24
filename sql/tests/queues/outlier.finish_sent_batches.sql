begin;
select plan(6);
select test.sending(2, 'And?', 60);
select test.record(test.claim(p_limit => 1));
select is(
  (select state from outlier.broadcasts where id = test.latest()),
  'sending',
  'a broadcast with a first message left goes on'
);
select test.record(test.claim());
select is(
  (select state from outlier.broadcasts where id = test.latest()), 'sending', 'a broadcast with follow-ups left goes on'
);
select test.send_all(test.monday('1 minute'), 'second_messages');
select results_eq(
  'select state, finished_at from outlier.broadcasts where id = test.latest()',
  $$values ('done', test.monday('1 minute'))$$,
  'with its last follow-up it is done'
);
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
values (test.campaign(), test.number(0), 'x', test.monday());
select test.record(test.claim(), p_answer => '{"status": null, "written": true}');
select is(
  (select state from outlier.campaigns), 'sending', 'a message whose outcome is unknown keeps its campaign open'
);
select outlier.settle_unknown_message((select id from outlier.queued_messages), true, test.monday('1 hour'));
select is((select state from outlier.campaigns), 'done', 'until it is settled');
select is((select finished_at from outlier.campaigns), test.monday('1 hour'), 'at that time');
select * from finish();
rollback;
