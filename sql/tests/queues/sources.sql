-- Recipients and queued messages must belong to an existing broadcast or campaign. Each statement is checked once.
-- Shows: table-broadcast_first_messages
begin;
select plan(9);
select test.sending_campaign(2);
select throws_ok($$
  insert into outlier.recipients (campaign_id, phone_number) values (-1, test.number(0))
$$, '23503', 'campaign -1 does not exist', 'no recipient of a campaign that does not exist');
select throws_ok($$
  insert into outlier.recipients (broadcast_id, phone_number) values (-1, test.number(0))
$$, '23503', 'broadcast -1 does not exist', 'nor of a broadcast');
select throws_ok($$
  insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message)
  values (-1, test.number(0), 'x')
$$, '23503', 'campaign -1 does not exist', 'no message of a campaign that does not exist');
select throws_ok($$
  insert into outlier.broadcast_second_messages (broadcast_id, recipient_phone_number, message)
  values (-1, test.number(0), 'x')
$$, '23503', 'broadcast -1 does not exist', 'nor of a broadcast');
select throws_ok($$delete from outlier.campaigns$$, '23503', null, 'a campaign with recipients stays');
delete from outlier.queued_messages;
delete from outlier.recipients;
select lives_ok($$delete from outlier.campaigns$$, 'one without goes');
select test.share(test.broadcast(2), test.segment());
select outlier.make_broadcast(test.monday());
select throws_ok($$
  delete from outlier.broadcasts where id = test.latest()
$$, '23503', null, 'a broadcast with recipients stays');
delete from outlier.recipients;
select throws_ok($$
  delete from outlier.broadcasts where id = test.latest()
$$, '23503', null, 'so does one with queued messages');
delete from outlier.queued_messages;
select lives_ok($$delete from outlier.broadcasts where id = test.latest()$$, 'one without goes');
select * from finish();
rollback;
