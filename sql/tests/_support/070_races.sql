-- The rows that two sessions compete for in EveryPairOfRaces. They are created once, and restored before each race.
create table test.claims (name text, claim jsonb);
create table test.saved_tables (name regclass primary key, columns text not null, rows jsonb not null);
grant all on all tables in schema test to public;

-- There are ten people. In the campaign Spring, an executor has claimed the messages of persons 0 and 1 (their results
-- are in the claim "accepted"), 6 and 7 ("refused"; the next refusal of person 7's message is its last) and 8 and 9
-- ("429"). Person 2's message has an unknown outcome, and person 3's waits. Outlier is reading the labels of persons 4
-- and 5 from Missive. All have the first message of the campaign Winter, and its follow-up waits. The campaign Summer
-- and the broadcast are for everybody and have not run. All tokens share one quota.
create function test.make_racing_world()
returns void
language plpgsql
as $$
declare
  v_water uuid;
  v_done uuid;
  v_claim jsonb;
begin
  perform test.settings();
  update outlier.settings set max_texts_per_day = 1000;
  v_water := test.label('Water');
  v_done := test.label('Done');
  perform test.give_label(v_water, 0, 10);
  update outlier.quotas set max_concurrent = null;
  update outlier.tokens set quota = 'first_messages' where name <> 'dub';

  perform outlier.queue_campaign_messages(
    test.scheduled_campaign(test.segments(v_water), test.monday('-1 hour'), 'And now?', 'Winter'), test.monday('-1 hour')
  );
  perform test.send_all(test.monday('-1 hour'));
  update outlier.message_statuses as s
  set twilio_id = 'SM' || pg_catalog.md5(s.recipient_phone_number), twilio_sent_status = 'sent', twilio_sent_at = test.monday('-1 hour');

  perform outlier.queue_campaign_messages(
    test.scheduled_campaign(test.segments(v_water, v_done), test.monday(), 'Thank you.', 'Spring'), test.monday()
  );
  perform test.claim(test.monday());
  v_claim := test.claim_requests(test.monday());
  insert into test.claims
  select
    case r -> 'payload' ->> 'conversation'
      when test.conversation(4)::text then 'conversation of person 4'
      when test.conversation(5)::text then 'conversation of person 5'
      else 'others'
    end,
    pg_catalog.jsonb_build_object('requests', pg_catalog.jsonb_agg(r))
  from pg_catalog.jsonb_array_elements(v_claim -> 'requests') as r
  group by 1;
  perform test.answer(c.claim, pg_catalog.jsonb_build_object('conversations', pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object(
    'shared_labels', pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('id', v_water, 'name', 'Water'))
  ))))
  from test.claims as c
  where c.name = 'others';

  v_claim := test.claim(test.monday());
  insert into test.claims
  select
    case
      when m ->> 'to' in (test.number(0), test.number(1)) then 'accepted'
      when m ->> 'to' in (test.number(6), test.number(7)) then 'refused'
      when m ->> 'to' in (test.number(8), test.number(9)) then '429'
      else 'others'
    end,
    pg_catalog.jsonb_build_object('claimId', v_claim -> 'claimId', 'messages', pg_catalog.jsonb_agg(m))
  from pg_catalog.jsonb_array_elements(v_claim -> 'messages') as m
  group by 1;
  delete from test.claims where name = 'others';
  update outlier.queued_messages set lease_until = test.monday() where recipient_phone_number = test.number(2) and state = 'sending';
  perform outlier.expire_leases(false, test.monday());
  update outlier.queued_messages
  set state = 'waiting', claim_id = null, claimed_by = null, claimed_at = null, lease_until = null
  where recipient_phone_number = test.number(3) and state = 'sending';
  -- The message to person 3 waits for contact hours.
  update outlier.queued_messages set held_since = test.monday('-1 minute') where recipient_phone_number = test.number(3) and not is_second;
  update outlier.queued_messages set failures = 2 where recipient_phone_number = test.number(7) and state = 'sending';

  perform test.scheduled_campaign(test.segments(v_water), test.monday(), null, 'Summer');
  perform test.share(test.broadcast(), test.segment());
  perform outlier.reconcile(test.monday('-1 day'), test.monday());
  -- The tests need no other requests.
  delete from outlier.requests where kind not in ('list_messages', 'read_conversation');
  insert into test.claims select 'page', test.claim_requests(test.monday());
end;
$$;

create function test.save_racing_world()
returns void
language plpgsql
as $$
declare
  v_table record;
  v_rows jsonb;
begin
  for v_table in
    select
      c.oid::regclass as name,
      (
        select pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' order by a.attnum)
        from pg_catalog.pg_attribute as a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      ) as columns
    from pg_catalog.pg_class as c
    where c.relkind = 'r'
      and (c.relnamespace in ('outlier'::regnamespace, 'cron'::regnamespace) or c.oid = 'test.claims'::regclass)
      and c.relname not in (
        'applied_scripts', 'request_kinds', 'twilio_error_codes', 'consent_patterns', 'quota_limits', 'audience_segments'
      )
  loop
    execute pg_catalog.format('select pg_catalog.jsonb_agg(pg_catalog.to_jsonb(t)) from %s as t', v_table.name) into v_rows;
    insert into test.saved_tables values (v_table.name, v_table.columns, coalesce(v_rows, '[]'));
  end loop;
  -- Creates a single function, so that PostgreSQL plans its statements only once.
  execute (
    select pg_catalog.format(
      E'create function test.put_back_racing_world() returns void language plpgsql as $body$ begin\n%s\nend $body$',
      pg_catalog.string_agg(
        pg_catalog.format('delete from %s;', s.name)
          || case when s.rows <> '[]' then pg_catalog.format(
            E'\ninsert into %1$s (%2$s) overriding system value select %2$s from pg_catalog.jsonb_populate_recordset(\n'
              '  null::%1$s, (select t.rows from test.saved_tables as t where t.name = %3$L::regclass));',
            s.name, s.columns, s.name::text)
          else '' end,
        E'\n'
      )
    )
    from test.saved_tables as s
  );
end;
$$;

-- Conditions that must be true after any race. Returns the ones that are broken.
create function test.broken_by_race()
returns setof text
language plpgsql
as $$
declare
  v_at constant timestamptz := test.monday('1 hour');
  v_before jsonb;
begin
  return query
  select pg_catalog.format('%s has %s messages of batch %s', s.recipient_phone_number, pg_catalog.count(*), s.batch_id)
  from outlier.message_statuses as s
  group by s.recipient_phone_number, s.batch_id, s.is_second
  having pg_catalog.count(*) > 1;

  return query
  select pg_catalog.format('message %s is queued for no batch', q.id)
  from outlier.queued_messages as q
  where not exists (select from outlier.batches as b where b.id = q.batch_id);

  return query
  select pg_catalog.format('message %s of %s is queued, and on record as sent', q.id, q.recipient_phone_number)
  from outlier.queued_messages as q
  inner join outlier.message_statuses as s
    on s.queued_message_id = q.id
    or s.batch_id = q.batch_id and s.recipient_phone_number = q.recipient_phone_number and s.is_second = q.is_second;

  return query
  select pg_catalog.format(
    'of batch %s, people = %s, sent = %s, waiting = %s, sending = %s, unknown = %s, left out = %s',
    p.id, p.people, p.first_sent, p.first_waiting, p.first_sending, p.first_unknown, p.left_out
  )
  from outlier.batch_progress as p
  where p.people <> p.first_sent + p.first_waiting + p.first_sending + p.first_unknown + p.left_out;

  return query
  select pg_catalog.format('batch %s is done, and message %s is queued', b.id, q.id)
  from outlier.batches as b
  inner join outlier.queued_messages as q on q.batch_id = b.id
  where b.state = 'done'
    or b.state = 'cancelled' and q.state in ('waiting', 'checking');

  return query
  select pg_catalog.format('%s calls are counted for the quota %s', u.calls, u.quota) from outlier.quota_uses as u where u.calls < 0;

  return query
  select pg_catalog.format('an event failed: %s (%s)', e.message, e.sqlstate) from outlier.errors as e where e.resolved_at is null;

  return query
  select pg_catalog.format('incident %s: %s', i.kind, i.message)
  from outlier.incidents as i
  where i.kind not in (
    'twilio_refuses',
    -- A person may be erased while a broadcast is made, so this incident is permitted.
    'segment_unknown_numbers'
  );

  return query
  select pg_catalog.format('the queue %s holds messages, and has no job', queues.name)
  from (values ('first_messages', false), ('second_messages', true)) as queues (name, is_second)
  where exists (select from outlier.queued_messages as q where q.is_second = queues.is_second)
    and not exists (select from cron.job as j where j.jobname = 'send-' || pg_catalog.replace(queues.name, '_', '-'));

  -- The next claims must drop messages to people who opted out. They must not return such a message, or any message
  -- twice.
  update outlier.batches set state = 'sending' where state = 'paused';
  return query
  select pg_catalog.format('message %s of %s is handed out: %s', m ->> 'id', m ->> 'to', wrong.why)
  from (values ('first_messages', false), ('second_messages', true)) as queues (name, is_second)
  cross join lateral api.claim_messages(queues.name, 'another worker', 100, v_at) as c (claim)
  cross join lateral pg_catalog.jsonb_array_elements(c.claim -> 'messages') as m
  cross join lateral (
    select 'the person opted out' as why
    from outlier.authors as a
    where a.phone_number = m ->> 'to' and a.unsubscribed
    union all
    select 'again'
    from outlier.queued_messages as q
    inner join outlier.message_statuses as s
      on s.batch_id = q.batch_id and s.recipient_phone_number = q.recipient_phone_number and s.is_second = q.is_second
    where q.id = (m ->> 'id')::bigint
    union all
    select 'another session has it'
    from test.claims as known
    cross join pg_catalog.jsonb_array_elements(known.claim -> 'messages') as k
    where known.name = 'claim'
      and k -> 'id' = m -> 'id'
  ) as wrong;
  return query
  select pg_catalog.format('message %s of %s waits, who opted out', q.id, q.recipient_phone_number)
  from outlier.queued_messages as q
  inner join outlier.authors as a on a.phone_number = q.recipient_phone_number
  where a.unsubscribed
    and q.state in ('waiting', 'checking')
    and q.due_at <= v_at;

  v_before := (
    select pg_catalog.jsonb_object_agg(sums.key, sums.amount)
    from (
      select pg_catalog.format('%s of batch %s', t.measure, t.batch_id) as key, pg_catalog.sum(t.amount) as amount
      from outlier.tallies as t
      group by 1
    ) as sums
    where sums.amount <> 0
  );
  perform outlier.recount();
  return query
  select pg_catalog.format('%s: %s are counted, and there are %s', key, b.amount, r.amount)
  from pg_catalog.jsonb_each_text(v_before) as b (key, amount)
  full join (
    select pg_catalog.format('%s of batch %s', t.measure, t.batch_id) as key, pg_catalog.sum(t.amount)::text as amount
    from outlier.tallies as t
    group by 1
  ) as r using (key)
  where b.amount is distinct from r.amount
    -- Erasing a person deletes their texts, but the sums still count them.
    and (key !~ '^(replies|opt_outs)' or not exists (select from outlier.recipients as r where r.phone_number like 'erased:%'));
end;
$$;

-- Simulates an upgrade that changes these triggers.
create function test.replace_triggers()
returns void
language plpgsql
as $$
declare
  v_trigger text;
begin
  perform pg_catalog.set_config('lock_timeout', '40ms', true);
  for v_trigger in
    select pg_catalog.replace(pg_catalog.pg_get_triggerdef(t.oid), 'CREATE TRIGGER', 'create or replace trigger')
    from pg_catalog.pg_trigger as t
    where not t.tgisinternal
      and t.tgparentid = 0
      and t.tgrelid in (
        'outlier.authors'::regclass, 'outlier.broadcast_first_messages'::regclass, 'outlier.message_statuses'::regclass,
        'outlier.recipients'::regclass
      )
    order by t.tgrelid::regclass::text, t.tgname
  loop
    execute v_trigger;
  end loop;
end;
$$;
