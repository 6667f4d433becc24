-- Shows: GET-/broadcasts/{id}/recipients.csv, api.broadcast_recipients
begin;
select plan(8);
select test.sending(4, 'And?');
select test.let('id', to_jsonb(test.latest()));
select api.record_messages('first_messages', test.results(test.claim(p_limit => 2)), test.monday());
update outlier.message_statuses set twilio_sent_status = 'undelivered', twilio_error_code = 30003
where recipient_phone_number = test.number(1);
create function pg_temp.list(p_outcome text default null) returns text[] language sql as $$
  select array_agg(concat_ws(' ', r.phone_number, r.segment, r.outcome, r.reason, r.delivery_error_code, r.follow_up))
  from api.broadcast_recipients(test.get('id')::bigint, p_outcome) as r
$$;
select is(
  pg_temp.list(),
  array[
    test.number(0) || ' everybody sent waiting', test.number(1) || ' everybody sent 30003 waiting',
    test.number(2) || ' everybody waiting', test.number(3) || ' everybody waiting'
  ],
  'everybody of a broadcast, and what came of each'
);
select is(pg_temp.list(''), pg_temp.list(), 'no outcome means everybody');
select is(pg_temp.list('all'), pg_temp.list(), 'so does all');
select is(pg_temp.list('failed'), array[test.number(1) || ' everybody sent 30003 waiting'], 'those who did not get it');
select outlier.cancel_batch(test.get('id')::bigint);
select is(
  pg_temp.list('not_sent'),
  array[test.number(2) || ' everybody not sent cancelled', test.number(3) || ' everybody not sent cancelled'],
  'those who were not texted, with the reason'
);
select is(pg_temp.list('replied'), null, 'nobody replied');
select throws_ok($$select pg_temp.list('lost')$$, 'OT010', null, 'another word is refused');
select throws_ok($$select count(*) from api.broadcast_recipients(0)$$, 'OT009', null, 'it is one that there is');
select * from finish();
rollback;
