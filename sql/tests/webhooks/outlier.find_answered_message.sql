begin;
select plan(3);
select test.sending(1);
select test.record(test.claim(test.monday('1 hour')), test.monday('1 hour 1 second'));
select is(
  (outlier.find_answered_message(test.number(0), test.monday('2 hours'))).batch_id, test.latest(),
  'an answer belongs to the latest message'
);
select is(
  (outlier.find_answered_message(test.number(0), test.monday('30 minutes'))).batch_id, null,
  'an event that is acted on late does not answer a message that went out after it'
);
select is(
  (outlier.find_answered_message(test.number(0), test.monday('40 hours'))).batch_id, null,
  'after the reply window a text is no answer'
);
select * from finish();
rollback;
