begin;
select plan(6);
select test.sending(1000);
select is(
  outlier.expected_end(test.latest(), test.monday()),
  test.monday('15 minutes'),
  '1,000 messages at 900 in 15 minutes are through in 15 minutes'
);
delete from outlier.broadcast_first_messages where recipient_phone_number >= test.number(500);
select is(outlier.expected_end(test.latest(), test.monday()), test.monday('1 minute'), '500 at 300 a minute in one');
delete from outlier.broadcast_first_messages where recipient_phone_number >= test.number(300);
select is(outlier.expected_end(test.latest(), test.monday()), test.monday(), '300 at once');
update outlier.broadcast_first_messages set due_at = test.monday('1 hour');
select is(outlier.expected_end(test.latest(), test.monday()), test.monday('1 hour'), 'nothing ends before it is due');
select is(outlier.expected_end(test.upcoming(), test.monday()), null, 'a broadcast that is not queued has no end');
select is((select expected_end is not null from outlier.broadcast_progress), true, 'the end is shown');
select * from finish();
rollback;
