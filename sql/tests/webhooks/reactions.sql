-- Some phones report a reaction to a text, such as a heart, as a separate text.
-- Shows: reactions
begin;
select plan(4);
select test.sending(2, 'And?');
select test.send_all();
select test.writes(test.number(0), 'Liked “Hi? Reply STOP to end”', test.monday('1 minute'));
select is(
  (select is_reply from outlier.twilio_messages where preview like 'Liked%'), false, 'a reaction is no reply'
);
select is(
  (select count(*) from outlier.queued_messages where recipient_phone_number = test.number(0) and is_second), 1::bigint,
  'the follow-up still goes'
);
select is((select count(*) from outlier.consent_reviews), 0::bigint, 'no person need decide');
select is((select count(*) from outlier.requests where kind = 'create_post'), 0::bigint, 'and nothing is posted');
select * from finish();
rollback;
