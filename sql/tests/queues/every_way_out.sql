-- Each person leaves the queues in a different way. For each, the outcome of both messages is on record.
-- Shows: gone-without-record, table-recipients
begin;
select plan(6);
create function pg_temp.answer(
  p_person integer, p_answer jsonb, p_now timestamptz, p_queue text default 'first_messages'
) returns void language plpgsql as $$
declare
  v_claim jsonb;
  v_message jsonb;
begin
  -- Messages to other people are released, which has no effect on them.
  v_claim := test.claim(p_now, 20, p_queue);
  for v_message in select m from jsonb_array_elements(v_claim -> 'messages') as m loop
    perform test.record(
      jsonb_set(v_claim, '{messages}', jsonb_build_array(v_message)), p_now,
      case when v_message ->> 'to' = test.number(p_person) then p_answer else '{"released": true, "status": null, "written": false, "missiveId": null}' end, p_queue);
  end loop;
end;
$$;
create function pg_temp.unknown(p_person integer) returns bigint language sql as $$
  select id from outlier.unknown_messages where recipient_phone_number = test.number(p_person)
$$;
select test.sending(11, 'And?');
update outlier.quotas set max_concurrent = null;
delete from outlier.quota_limits;

-- Messages that are never sent: the person opted out, was excluded, or the message moved to dead letters.
select outlier.set_consent(test.number(0), 'opt_out', 'sql', p_now => test.monday());
update outlier.authors set exclude = true where phone_number = test.number(1);
select pg_temp.answer(2, '{"status": 422, "missiveId": null}', test.monday(times.later))
from (values (interval '0'), ('4 minutes'), ('8 minutes')) as times (later);
-- A message with an unknown outcome that is settled later.
select pg_temp.answer(3, '{"status": null, "missiveId": null}', test.monday('9 minutes'));
select pg_temp.answer(4, '{"status": null, "missiveId": null}', test.monday('9 minutes'));
select outlier.settle_unknown_message(pg_temp.unknown(3), true, test.monday('9 minutes'));
select outlier.settle_unknown_message(pg_temp.unknown(4), false, test.monday('9 minutes'));
-- Messages that were sent. Then: both sent, an answer, an opt-out, a follow-up in dead letters, a cancelled follow-up.
select pg_temp.answer(person, '{}', test.monday('9 minutes')) from generate_series(4, 9) as person;
select test.writes(test.number(6), 'Thanks, I do', test.monday('10 minutes'));
select test.writes(test.number(7), 'STOP', test.monday('10 minutes'));
select pg_temp.answer(person, '{}', test.monday('20 minutes'), 'second_messages') from generate_series(3, 5) as person;
select pg_temp.answer(8, '{"status": 500, "missiveId": null}', test.monday(times.later), 'second_messages')
from (values (interval '20 minutes'), ('24 minutes'), ('28 minutes')) as times (later);
select is((select count(*) from outlier.queued_messages), 2::bigint, 'a first message and a follow-up are left');
select outlier.cancel_batch(test.latest(), test.monday('30 minutes'));

select is((select count(*) from outlier.queued_messages), 0::bigint, 'and then nothing is');
select results_eq(
  $$
    select right(r.phone_number, 2)::integer,
      case when f.id is null then r.reason else 'sent' end,
      case when s.id is null then r.follow_up_reason else 'sent' end
    from outlier.recipients as r
    left join outlier.message_statuses as f on f.recipient_phone_number = r.phone_number and not f.is_second
    left join outlier.message_statuses as s on s.recipient_phone_number = r.phone_number and s.is_second
    order by r.phone_number
  $$,
  $$
    values
      (0, 'unsubscribed', null), (1, 'excluded', null), (2, 'gave_up', null), (3, 'sent', 'sent'), (4, 'sent', 'sent'),
      (5, 'sent', 'sent'),
      (6, 'sent', 'answered'),
      (7, 'sent', 'unsubscribed'),
      (8, 'sent', 'gave_up'),
      (9, 'sent', 'cancelled'),
      (10, 'cancelled', null)
  $$,
  'nobody is gone from the queues without a record that says why'
);
select is(
  (
    select count(*)
    from outlier.recipients
    where reason is not null and phone_number in (select recipient_phone_number from outlier.message_statuses)
  ),
  0::bigint,
  'who got it has no reason against it'
);
select bag_eq(
  'select recipient_phone_number, is_second, status from outlier.dead_letters',
  $$values (test.number(2), false, 422), (test.number(8), true, 500)$$,
  'what was given up is kept with the answer'
);
select is((select state from outlier.broadcasts where id = test.latest()), 'cancelled', 'and the broadcast is over');
select * from finish();
rollback;
