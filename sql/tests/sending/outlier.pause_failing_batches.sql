-- A batch pauses by itself if its messages fail, or if it makes people opt out.
-- Shows: brakes
begin;
select plan(34);
-- The test inserts statuses and opt-outs as Outlier would record them. So it needs no audience.
select test.settings();
create function pg_temp.batch(p_people integer default 5000) returns bigint language sql as $$
  insert into outlier.campaigns (state, processed, title, first_message, run_at, started_at, recipient_count)
  values ('sending', true, 'Spring checkup', 'Is your water clear?', test.monday(), test.monday(), p_people)
  returning id
$$;
create sequence pg_temp.person;
-- Records the next p_count messages of a batch, with their status.
create function pg_temp.sent(p_batch bigint, p_count integer, p_status text) returns void language sql as $$
  insert into outlier.message_statuses (is_second, batch_id, campaign_id, recipient_phone_number, message, twilio_sent_status)
  select false, p_batch, p_batch, test.number(nextval('pg_temp.person')::integer), 'x', p_status
  from generate_series(1, p_count)
$$;
-- Opts out the first p_count people who got the batch and have not opted out.
create function pg_temp.opt_out(p_batch bigint, p_count integer) returns void language sql as $$
  with answers as (
    insert into outlier.twilio_messages (id, preview, from_phone_number, to_phone_number, created_at)
    select md5('answer' || m.id)::uuid, 'STOP', m.recipient_phone_number, '+13135550100', test.monday()
    from outlier.message_statuses as m
    where m.batch_id = p_batch
      and not exists (select from outlier.twilio_messages as t where t.id = md5('answer' || m.id)::uuid)
    order by m.id
    limit p_count
    returning id
  )
  insert into outlier.unsubscribed_messages (twilio_message_id, message_status_id, campaign_id)
  select a.id, m.id, p_batch
  from answers as a
  inner join outlier.message_statuses as m on md5('answer' || m.id)::uuid = a.id
$$;
create function pg_temp.state(p_batch bigint) returns text language sql as $$
  select state from outlier.batches where id = p_batch
$$;
-- Checks the batch, as the maintenance does every minute.
create function pg_temp.after_a_minute(p_batch bigint) returns text language sql as $$
  select outlier.run_maintenance_step('brakes', test.monday('1 minute'));
  select pg_temp.state(p_batch)
$$;
select test.let('batch', to_jsonb(pg_temp.batch()));
create function pg_temp.it() returns bigint language sql as $$ select test.get('batch')::bigint $$;
savepoint fresh;

select is(pg_temp.after_a_minute(pg_temp.it()), 'sending', 'nothing is known of it yet');

-- Failed messages.
select pg_temp.sent(pg_temp.it(), 150, 'delivered'), pg_temp.sent(pg_temp.it(), 50, 'undelivered');
select is(pg_temp.after_a_minute(pg_temp.it()), 'sending', '25 percent of 200 are not more than 25 percent');
savepoint at_the_limit;
select pg_temp.sent(pg_temp.it(), 1, 'failed');
select is(pg_temp.after_a_minute(pg_temp.it()), 'paused', 'one more, and it pauses');
select results_eq(
  $$select kind, message, batch_id, occurred_at from outlier.incidents$$,
  format(
    $$values (
      'campaign_paused',
      'campaign %1$s was paused: 51 of its last 200 outcomes failed. More than settings.pause_at_failure_percent (25) failed',
      %1$s::bigint, test.monday('1 minute')
    )$$, pg_temp.it()
  ),
  'with an incident'
);
select matches(
  (select hint from outlier.problems where kind = 'campaign_paused'),
  format('twilio_error_code.*where batch_id = %1$s .*outlier.resume_batch\(%1$s\);$', pg_temp.it()),
  'which is a problem, and says what to do'
);
select is(
  (select array_agg(action) from outlier.audit_log where batch_id = pg_temp.it() and action <> 'made'),
  array['paused'], 'the audit log has it'
);
select outlier.resume_batch(pg_temp.it());
select is(pg_temp.after_a_minute(pg_temp.it()), 'sending', 'after a resume it does not pause for the same figures');
select is(
  pg_temp.after_a_minute(pg_temp.it()) || (select count(*) from outlier.incidents), 'sending1', 'nor a minute later'
);
savepoint resumed;
select pg_temp.sent(pg_temp.it(), 199, 'failed');
select is(pg_temp.after_a_minute(pg_temp.it()), 'sending', 'it takes 200 outcomes since');
select pg_temp.sent(pg_temp.it(), 1, 'delivered');
select is(pg_temp.after_a_minute(pg_temp.it()), 'paused', 'and then pauses again');
select is(
  (select array_agg(substring(message from '[0-9]+ of its last [0-9]+') order by id) from outlier.incidents),
  array['51 of its last 200', '199 of its last 200'], 'for what came since'
);
rollback to resumed;
-- Messages that were already on their way when the batch paused fail for the same reason.
rollback to at_the_limit;
select pg_temp.sent(pg_temp.it(), 300, null), pg_temp.sent(pg_temp.it(), 1, 'failed');
select is(pg_temp.after_a_minute(pg_temp.it()), 'paused', 'it pauses while messages are on their way');
select outlier.resume_batch(pg_temp.it());
update outlier.message_statuses set twilio_sent_status = 'failed' where twilio_sent_status is null;
select is(
  pg_temp.after_a_minute(pg_temp.it()), 'sending', 'an outcome that comes later does not count, if the message is older'
);
rollback to fresh;
select pg_temp.sent(pg_temp.it(), 200, 'failed'), pg_temp.sent(pg_temp.it(), 200, 'delivered');
select is(pg_temp.after_a_minute(pg_temp.it()), 'sending', 'only the last 200 outcomes count');
rollback to fresh;
select pg_temp.sent(pg_temp.it(), 60, 'failed'), pg_temp.sent(pg_temp.it(), 139, 'delivered');
select pg_temp.sent(pg_temp.it(), 900, 'sent'), pg_temp.sent(pg_temp.it(), 900, null);
select is(pg_temp.after_a_minute(pg_temp.it()), 'sending', 'a message without a last status is no outcome');
select pg_temp.sent(pg_temp.it(), 1, 'read');
select is(pg_temp.after_a_minute(pg_temp.it()), 'paused', 'a read one is');
rollback to fresh;

-- Small batches.
select test.let('batch', to_jsonb(pg_temp.batch(199)));
select pg_temp.sent(pg_temp.it(), 49, 'failed');
select is(pg_temp.after_a_minute(pg_temp.it()), 'sending', 'a batch of fewer than 200 people is not judged below 50 outcomes');
select pg_temp.sent(pg_temp.it(), 1, 'delivered');
select is(pg_temp.after_a_minute(pg_temp.it()), 'paused', 'but from 50 on');
rollback to fresh;
select pg_temp.sent(pg_temp.it(), 100, 'failed');
select is(pg_temp.after_a_minute(pg_temp.it()), 'sending', 'a larger one is not');
rollback to fresh;

-- Opt-outs.
select pg_temp.sent(pg_temp.it(), 99, 'delivered'), pg_temp.opt_out(pg_temp.it(), 50);
select is(pg_temp.after_a_minute(pg_temp.it()), 'sending', 'opt-outs are not judged below 100 deliveries');
rollback to fresh;
select pg_temp.sent(pg_temp.it(), 100, 'delivered'), pg_temp.opt_out(pg_temp.it(), 5);
select is(pg_temp.after_a_minute(pg_temp.it()), 'sending', 'five of 100 are not more than 5 percent');
select pg_temp.opt_out(pg_temp.it(), 1);
select is(pg_temp.after_a_minute(pg_temp.it()), 'paused', 'six are');
select is(
  (select array_agg(kind || ': ' || message) from outlier.incidents),
  array[format('campaign_paused: campaign %s was paused: 6 of its first 100 deliveries made people opt out. More than '
    'settings.pause_at_opt_out_percent (5) did', pg_temp.it())],
  'with an incident'
);
select matches(
  (select hint from outlier.incidents),
  format('outlier.resume_batch\(%1$s\); To end it: select outlier.cancel_batch\(%1$s\);$', pg_temp.it()), 'and what to do'
);
select outlier.resume_batch(pg_temp.it());
select pg_temp.opt_out(pg_temp.it(), 10);
select is(
  pg_temp.after_a_minute(pg_temp.it()), 'sending', 'after a resume, answers to what went out before do not count'
);
select pg_temp.sent(pg_temp.it(), 100, 'delivered'), pg_temp.opt_out(pg_temp.it(), 100 - 16 + 6);
select is(pg_temp.after_a_minute(pg_temp.it()), 'paused', 'answers to what went out since do');
rollback to fresh;
select pg_temp.sent(pg_temp.it(), 500, 'delivered'), pg_temp.sent(pg_temp.it(), 10, 'delivered');
select pg_temp.opt_out(pg_temp.it(), 25);
update outlier.unsubscribed_messages as u set message_status_id = m.id
from (select id from outlier.message_statuses order by id desc limit 1) as m
where u.id = (select min(id) from outlier.unsubscribed_messages);
select is(
  pg_temp.after_a_minute(pg_temp.it()), 'sending', 'of a batch that is longer under way, only the first 500 deliveries count'
);
select pg_temp.sent(pg_temp.it(), 3000, 'failed');
update outlier.settings set pause_at_failure_percent = null;
select is(pg_temp.after_a_minute(pg_temp.it()), 'sending', 'failures are no deliveries, and null switches a brake off');
select pg_temp.opt_out(pg_temp.it(), 2);
update outlier.settings set pause_at_opt_out_percent = null;
select is(pg_temp.after_a_minute(pg_temp.it()), 'sending', 'the other one too');
update outlier.settings set pause_at_opt_out_percent = 5;
select is(pg_temp.after_a_minute(pg_temp.it()), 'paused', 'a setting counts at once');
rollback to fresh;

-- Other batches.
select test.let('other', to_jsonb(pg_temp.batch()));
select pg_temp.sent(pg_temp.it(), 200, 'failed'), pg_temp.sent(test.get('other')::bigint, 200, 'delivered');
select is(
  pg_temp.after_a_minute(pg_temp.it()) || ' ' || pg_temp.state(test.get('other')::bigint), 'paused sending',
  'each batch is judged by its own messages'
);
rollback to fresh;
select pg_temp.sent(pg_temp.it(), 200, 'failed');
update outlier.batches set state = 'cancelled' where id = pg_temp.it();
select is(pg_temp.after_a_minute(pg_temp.it()), 'cancelled', 'one that is not being sent is left alone');
select is((select count(*) from outlier.incidents), 0::bigint, 'without an incident');
rollback to fresh;

-- An old batch with few messages, and a large one after it.
create function pg_temp.rows_read() returns bigint language sql as $$
  select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables where relid = 'outlier.message_statuses'::regclass
$$;
select pg_temp.sent(pg_temp.it(), 20, 'delivered'), pg_temp.sent(pg_temp.batch(), 20000, 'delivered');
analyze outlier.message_statuses;
select test.let('read', to_jsonb(pg_temp.rows_read()));
select outlier.run_maintenance_step('brakes', test.monday('1 minute'));
select cmp_ok(
  pg_temp.rows_read() - test.get('read')::bigint, '<=', 20 + 20 + 200 + 500::bigint, 'a large batch costs as little as a small one'
);
select * from finish();
rollback;
