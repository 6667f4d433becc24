-- If an SQL statement changes a person's consent, an event records it. No person who has opted out is texted.
-- Shows: consent-by-hand
begin;
select plan(19);
select test.sending(3, p_second_message => 'And?');
select outlier.set_consent(test.number(9), 'opt_out', 'sql');
create function pg_temp.events() returns text[] language sql as $$
  select array_agg(concat_ws(' ', phone_number, kind, source, actor = session_user) order by id)
  from outlier.consent_events
$$;
select is(pg_temp.events(), array[test.number(9) || ' opt_out sql'], 'before there is what somebody said');
savepoint fresh;

update outlier.authors set unsubscribed = true where phone_number = test.number(1);
select is(
  pg_temp.events(), array[test.number(9) || ' opt_out sql', test.number(1) || ' opt_out sql t'],
  'a change by hand is an event, with the database role that made it'
);
select is((select max(occurred_at) from outlier.consent_events), now(), 'as of now');
select is(
  (select array_agg(recipient_phone_number order by recipient_phone_number) from outlier.queued_messages),
  array[test.number(0), test.number(2)],
  'what waits for them is cancelled in the same transaction'
);
select is(
  (select reason from outlier.recipients where phone_number = test.number(1)), 'unsubscribed', 'and the list says why'
);
update outlier.authors set unsubscribed = true where phone_number = test.number(1);
update outlier.authors set name = 'Ada', exclude = true;
select is(cardinality(pg_temp.events()), 2, 'what changes nothing about it is none');
update outlier.authors set unsubscribed = false where phone_number = test.number(1);
select is((pg_temp.events())[3], test.number(1) || ' opt_in sql t', 'back in is one too');
select is(
  (select count(*) from outlier.queued_messages where recipient_phone_number = test.number(1)), 0::bigint,
  'which queues nothing'
);
rollback to fresh;

update outlier.authors set unsubscribed = true;
select is(cardinality(pg_temp.events()), 4, 'one for each person of a statement');
select is((select count(*) from outlier.queued_messages), 0::bigint, 'and nobody gets anything');
rollback to fresh;
select test.claim(p_limit => 1);
update outlier.authors set unsubscribed = true;
select is(
  (select array_agg(state) from outlier.queued_messages), array['sending'],
  'what an executor has in hand comes to its end'
);
rollback to fresh;
insert into outlier.authors (phone_number, unsubscribed) values (test.number(1), true), (test.number(8), false)
on conflict (phone_number) do update set unsubscribed = excluded.unsubscribed;
select is((pg_temp.events())[2:], array[test.number(1) || ' opt_out sql t'], 'also in an insert that finds them there');
rollback to fresh;
select test.send_all();
update outlier.authors set unsubscribed = true where phone_number = test.number(0);
select is(
  (select follow_up_reason from outlier.recipients where phone_number = test.number(0)), 'unsubscribed',
  'follow-ups are cancelled too'
);
rollback to fresh;

-- Changes that already have their own event, and changes that need none.
select outlier.set_consent(
  test.number(1), 'opt_out', 'message', p_words => 'STOP', p_said_at => test.monday(), p_now => test.monday()
);
select is((pg_temp.events())[2:], array[test.number(1) || ' opt_out message'], 'what somebody said is one event');
update outlier.authors set unsubscribed = false where phone_number = test.number(1);
select is(
  (pg_temp.events())[3], test.number(1) || ' opt_in sql t', 'and a change by hand in the same transaction is another'
);
rollback to fresh;
update outlier.authors set unsubscribed = true where phone_number = test.number(1);
delete from outlier.authors where phone_number = test.number(1);
insert into outlier.authors (phone_number) values (test.number(1));
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(1)), true, 'a refusal that is remembered'
);
select is(
  (pg_temp.events())[3:], array[test.number(1) || ' opt_out sql f'], 'is on record as that, and not as a change by hand'
);
rollback to fresh;
insert into outlier.authors (phone_number) values ('+13135550100') on conflict do nothing;
update outlier.authors set unsubscribed = true where phone_number = '+13135550100';
select is(cardinality(pg_temp.events()), 1, 'our own number belongs to nobody');

-- An older STOP that arrives later changes nothing.
update outlier.authors set unsubscribed = true where phone_number = test.number(2);
update outlier.authors set unsubscribed = false where phone_number = test.number(2);
select test.writes(test.number(2), 'STOP', now() - interval '1 hour');
select is(
  (select unsubscribed from outlier.authors where phone_number = test.number(2)), false,
  'what was decided by hand is newer than what was said before'
);
select * from finish();
rollback;
