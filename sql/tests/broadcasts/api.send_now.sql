-- Shows: GET-/send-now, api.send_now
begin;
select plan(5);
select test.settings();
select throws_ok($$select api.send_now(p_now => test.monday())$$, 'OT007', null, 'there is nothing to send');
select test.authors(3);
select test.share(test.broadcast(3, test.monday('90 minutes')), test.segment());
select throws_ok($$
  select api.send_now(p_now => test.monday())
$$, 'OT007', null, 'what is due within 90 minutes is not sent by hand');
update outlier.broadcasts set run_at = test.monday('91 minutes');
select is(api.send_now(p_now => test.monday()), '{}', 'else it goes out');
select is((select count(*) from outlier.broadcast_first_messages), 3::bigint, 'to its people');
select is(
  (select run_at from outlier.broadcasts where state = 'scheduled'),
  test.monday('91 minutes'),
  'and the next one keeps the time'
);
select * from finish();
rollback;
