-- The latest statement counts, whatever the order of arrival. Posts in Missive describe the true state.
begin;
select plan(43);
select test.settings();
select test.authors(2);
create function pg_temp.arrives(p_text text, p_said timestamptz, p_arrives timestamptz) returns void language sql as $$
  select test.receive_user_action(test.incoming(test.number(0), p_text, p_said), p_now => p_arrives)
$$;
create function pg_temp.unsubscribed() returns boolean language sql as $$
  select unsubscribed from outlier.authors where phone_number = test.number(0)
$$;
create function pg_temp.posts() returns text[] language sql as $$
  select coalesce(array_agg(payload ->> 'text' order by id), '{}') from outlier.requests where kind = 'create_post'
$$;
create function pg_temp.opt_out(p_source text, p_at timestamptz) returns boolean language sql as $$
  select outlier.set_consent(test.number(0), 'opt_out', p_source, 'Avery Stone', 'unsubscribe', p_now => p_at)
$$;
create function pg_temp.refused(p_at timestamptz, p_looked_at timestamptz) returns integer language sql as $$
  select outlier.apply_twilio_opt_outs(
    outlier.read_logged_messages(
      jsonb_build_array(jsonb_build_object(
        'sid', 'SM1', 'to', test.number(0), 'body', 'Hi', 'status', 'failed', 'error_code', 21610,
        'date_created', to_char(p_at at time zone 'UTC', 'Dy, DD Mon YYYY HH24:MI:SS +0000'),
        'date_sent', to_char(p_at at time zone 'UTC', 'Dy, DD Mon YYYY HH24:MI:SS +0000')
      )),
      p_looked_at
    ),
    p_looked_at
  )
$$;
create function pg_temp.admin(p_action text, p_at timestamptz) returns void language sql as $$
  select api.receive_admin_action(
    p_action,
    (
      test.payload('new_comment') || jsonb_build_object(
        'latest_message', jsonb_build_object('from_field', jsonb_build_object('id', test.number(0)))
      )
    )::text,
    p_at
  )
$$;
savepoint fresh;

-- A yes that was written before a no, but arrives after it.
select pg_temp.opt_out('admin', test.monday('5 minutes'));
select pg_temp.arrives('START', test.monday('1 minute'), test.monday('10 minutes'));
select ok(
  pg_temp.unsubscribed(), 'a START that was written before the team unsubscribed somebody does not opt them in again'
);
select is(pg_temp.posts(), '{}', 'and nothing says that it did');
select pg_temp.arrives('START', test.monday('6 minutes'), test.monday('11 minutes'));
select ok(not pg_temp.unsubscribed(), 'one that was written after it does');
rollback to fresh;
select pg_temp.opt_out('failed_delivery', test.monday('5 minutes'));
select pg_temp.arrives('START', test.monday('1 minute'), test.monday('10 minutes'));
select ok(pg_temp.unsubscribed(), 'whatever the no came from');
rollback to fresh;
select pg_temp.arrives('STOP', test.monday('5 minutes'), test.monday('5 minutes'));
select pg_temp.arrives('START', test.monday('4 minutes'), test.monday('10 minutes'));
select ok(pg_temp.unsubscribed(), 'as one before their own STOP');
rollback to fresh;

-- Missive reports times in whole seconds.
select pg_temp.opt_out('admin', test.monday('5 minutes 0.7 seconds'));
select pg_temp.arrives('START', test.monday('5 minutes'), test.monday('5 minutes 2 seconds'));
select ok(pg_temp.unsubscribed(), 'where the clocks cannot tell, the opt-out counts');
select pg_temp.arrives('START', test.monday('5 minutes 1 second'), test.monday('5 minutes 3 seconds'));
select ok(not pg_temp.unsubscribed(), 'where they can, they do');
rollback to fresh;
select pg_temp.arrives('START', test.monday('5 minutes'), test.monday('5 minutes 1 second'));
select pg_temp.arrives('STOP', test.monday('5 minutes'), test.monday('5 minutes 2 seconds'));
select ok(pg_temp.unsubscribed(), 'a no within the same second counts when it comes second');
rollback to fresh;
select pg_temp.arrives('STOP', test.monday('5 minutes'), test.monday('5 minutes 1 second'));
select pg_temp.arrives('START', test.monday('5 minutes'), test.monday('5 minutes 2 seconds'));
select ok(pg_temp.unsubscribed(), 'and when it comes first');
rollback to fresh;
select pg_temp.opt_out('admin', test.monday('5 minutes'));
select outlier.set_consent(
  test.number(0), 'opt_in', 'admin', 'Avery Stone', 'resubscribe', p_now => test.monday('5 minutes')
);
select ok(not pg_temp.unsubscribed(), 'decisions of one moment by one clock come in the order in which they were made');
rollback to fresh;

-- A clock that is ahead, or an impossible time.
select pg_temp.arrives('START', to_timestamp(99999999999), test.monday('1 minute'));
select is(
  (select created_at from outlier.twilio_messages), test.monday('1 minute'),
  'what was written in the year 5138 was written when it came'
);
select pg_temp.arrives('STOP', test.monday('2 minutes'), test.monday('2 minutes'));
select ok(pg_temp.unsubscribed(), 'and makes no later STOP too old');
select is(
  (select count(*) from outlier.consent_events where said_at > test.monday('2 minutes')), 0::bigint,
  'nor is anything else said in the future'
);
rollback to fresh;
select pg_temp.arrives('STOP', to_timestamp(99999999999), test.monday('1 minute'));
select pg_temp.arrives('START', test.monday('2 minutes'), test.monday('2 minutes'));
select ok(not pg_temp.unsubscribed(), 'nor any later START');
select is((select snapshot_at from outlier.conversations), test.monday('2 minutes'), 'and the mirror goes on');
select test.receive_user_action(test.arrived, p_now => test.monday('3 minutes'))
from (
  select jsonb_set(
    jsonb_set(test.payload('new_comment_task'), '{comment,created_at}', '99999999999'),
    '{comment,task,completed_at}',
    '99999999999'
  )::text as arrived
) as test;
select is(
  (select created_at from outlier.comments), test.monday('3 minutes'), 'a comment is no later than its receipt'
);
select is((select task_completed_at from outlier.comments), test.monday('3 minutes'), 'nor is what was done');
rollback to fresh;
select is(outlier.json_time('99999999999', test.monday()), test.monday(), 'a time is no later than it was received');
select is(outlier.json_time('1767358800', test.monday()), to_timestamp(1767358800), 'an earlier one stays');
select is(outlier.json_time('"soon"', test.monday()), null, 'and none is none');

-- Twilio's log.
select is(
  pg_temp.refused(to_timestamp(99999999999), test.monday('1 minute')), 1, 'a refusal of Twilio''s in the year 5138'
);
select is(
  (select said_at from outlier.consent_events), test.monday('1 minute'), 'is no later than the answer that tells of it'
);
select pg_temp.arrives('START', test.monday('2 minutes'), test.monday('2 minutes'));
select ok(not pg_temp.unsubscribed(), 'and what the person says afterwards counts');
select is(pg_temp.refused(to_timestamp(99999999999), test.monday('3 minutes')), 1, 'the log still shows it');
rollback to fresh;
select pg_temp.arrives('START', test.monday('5 minutes'), test.monday('5 minutes'));
select is(
  pg_temp.refused(test.monday('1 minute'), test.monday('10 minutes')), 0,
  'a refusal that is older than a START unsubscribes nobody'
);
select ok(not pg_temp.unsubscribed(), 'even where the START changed nothing when it came');
rollback to fresh;
select is(pg_temp.refused(test.monday('5 minutes'), test.monday('10 minutes')), 1, 'a refusal counts from its time');
select pg_temp.arrives('START', test.monday('4 minutes'), test.monday('11 minutes'));
select ok(pg_temp.unsubscribed(), 'a START that was written before it does not undo it');
select pg_temp.arrives('START', test.monday('6 minutes'), test.monday('12 minutes'));
select ok(not pg_temp.unsubscribed(), 'one that was written after it does, though the log was read later');
rollback to fresh;

select pg_temp.arrives('START', test.monday('1 minute'), test.monday('10 minutes'));
select is(
  pg_temp.refused(test.monday('5 minutes'), test.monday('11 minutes')), 1,
  'nor does one that was written before it and came before the log was read'
);
select is(
  pg_temp.refused(test.monday('5 minutes'), test.monday('12 minutes')), 0, 'what the log shows again is no news'
);
rollback to fresh;
select outlier.set_consent(test.number(0), 'opt_out', 'admin', p_now => test.monday('1 minute'));
select outlier.set_consent(test.number(0), 'opt_in', 'admin', p_now => test.monday('7 minutes'));
select is(
  pg_temp.refused(test.monday('5 minutes'), test.monday('10 minutes')), 0,
  'a decision of the team that is newer than a refusal stands'
);
select is((select count(*) from outlier.consent_events), 2::bigint, 'and the old refusal is no event');
rollback to fresh;

-- Posts describe the true state.
select pg_temp.arrives('STOP', test.monday('5 minutes'), test.monday('5 minutes'));
select is(
  pg_temp.posts(), array['Opted out: this person asked for no more texts, and gets none.'],
  'somebody who opts out gets none'
);
select pg_temp.arrives('START', test.monday('6 minutes'), test.monday('6 minutes'));
select pg_temp.arrives('stop!', test.monday('3 minutes'), test.monday('7 minutes'));
select ok(not pg_temp.unsubscribed(), 'an older STOP that comes after a newer START undoes nothing');
select is(
  (pg_temp.posts())[3],
  'Not opted out: this person asked for no more texts, and has asked for texts again since. They get texts.',
  'and the post says so'
);
select is((select count(*) from outlier.consent_events where words = 'stop!'), 1::bigint, 'it is on record');
rollback to fresh;

-- The team's decision is retried after the person has written something newer.
select pg_temp.arrives('hello', test.monday('1 minute'), test.monday('1 minute'));
select pg_temp.arrives('STOP', test.monday('5 minutes'), test.monday('5 minutes'));
select pg_temp.arrives('START', test.monday('6 minutes'), test.monday('6 minutes'));
select pg_temp.admin('unsubscribe', test.monday('2 minutes'));
select ok(not pg_temp.unsubscribed(), 'an older decision to unsubscribe undoes no newer START');
select matches(
  (pg_temp.posts())[3],
  'unsubscribed this person, who has asked for texts again since then\. The person still gets texts\.$',
  'and the post does not say that they were unsubscribed already'
);
select pg_temp.arrives('STOP', test.monday('8 minutes'), test.monday('8 minutes'));
select pg_temp.admin('resubscribe', test.monday('7 minutes'));
select ok(pg_temp.unsubscribed(), 'an older decision to resubscribe undoes no newer STOP');
select matches(
  (pg_temp.posts())[5], 'resubscribed this person, who has opted out since: no more texts\.$', 'and the post says so'
);
rollback to fresh;
select pg_temp.admin('unsubscribe', test.monday('2 minutes'));
select is(array_length(pg_temp.posts(), 1), 1, 'the team''s decision');
select ok(pg_temp.unsubscribed(), 'takes effect');

select * from finish();
rollback;
