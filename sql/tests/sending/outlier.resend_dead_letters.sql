begin;
select plan(10);
select test.sending(3);
-- Missive refuses the message three times, so it moves to dead letters.
create function pg_temp.refuse(p_at interval) returns void language sql as $$
  select test.record(
    test.claim(test.monday(p_at)), test.monday(p_at), '{"status": 422, "written": true, "body": "no"}'
  );
$$;
select pg_temp.refuse(interval '0'), pg_temp.refuse(interval '4 minutes'), pg_temp.refuse(interval '8 minutes');
select is((select count(*) from outlier.dead_letters), 3::bigint, 'three were given up');
select is((select array_agg(distinct reason) from outlier.recipients), array['gave_up'], 'and it is on record');
select is(
  outlier.resend_dead_letters((select min(id) from outlier.dead_letters), test.monday('1 hour')), 1, 'one is sent again'
);
select is((select count(*) from outlier.dead_letters), 2::bigint, 'the others stay');
select is((select count(*) from outlier.recipients where reason is null), 1::bigint, 'its reason is gone');
select is((select failures from outlier.broadcast_first_messages), 0, 'it starts anew');
select is((select state from outlier.broadcasts where id = test.latest()), 'sending', 'and its broadcast goes on');
select throws_ok($$select outlier.resend_dead_letters(-1)$$, 'OT009', null, 'one that does not exist is refused');
select outlier.cancel_batch(test.latest(), test.monday('2 hours'));
select is(outlier.resend_dead_letters(p_now => test.monday('2 hours')), 0, 'nothing of what was cancelled is sent');
select is((select count(*) from outlier.dead_letters), 2::bigint, 'and nothing is lost');
select * from finish();
rollback;
