-- Urgent messages are sent first. Batches of equal priority take turns. A part of each quota is reserved for urgent
-- messages.
-- Shows: priority
begin;
select plan(21);
select test.settings();
select test.with_rules();
create function pg_temp.batch(p_priority text, p_first integer, p_people integer, p_text text default 'Hi') returns bigint language plpgsql as $$
declare
  v_id bigint;
begin
  insert into outlier.authors (phone_number)
  select test.number(i) from generate_series(p_first, p_first + p_people - 1) as i
  on conflict do nothing;
  insert into outlier.campaigns (state, processed, first_message, run_at, started_at, priority)
  values ('sending', true, p_text, test.monday(), test.monday(), p_priority)
  returning id into v_id;
  insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message, due_at)
  select v_id, test.number(i), p_text, test.monday() from generate_series(p_first, p_first + p_people - 1) as i;
  return v_id;
end
$$;
create function pg_temp.batches(p_claim jsonb) returns bigint[] language sql as $$
  select array_agg((m ->> 'batch')::bigint order by m ->> 'batch') from jsonb_array_elements(p_claim -> 'messages') as m
$$;
select test.let('bulk', to_jsonb(pg_temp.batch('bulk', 0, 2000)));
select test.let('normal', to_jsonb(pg_temp.batch('normal', 2000, 100)));
select test.let('second', to_jsonb(pg_temp.batch('normal', 2100, 100)));
select test.let('urgent', to_jsonb(pg_temp.batch('urgent', 2200, 20)));
savepoint queued;

update outlier.quotas set max_concurrent = null;
delete from outlier.quota_limits;
select is(
  pg_temp.batches(test.claim(p_limit => 20)), array_fill(test.get('urgent')::bigint, array[20]), 'urgent messages go first'
);
select is(
  pg_temp.batches(test.claim(p_limit => 4)),
  array[test.get('normal'), test.get('normal'), test.get('second'), test.get('second')]::bigint[],
  'batches of one priority take turns'
);
select is(
  array(select (pg_temp.batches(test.claim(p_limit => 1)))[1] from generate_series(1, 4)),
  array[test.get('normal'), test.get('second'), test.get('normal'), test.get('second')]::bigint[],
  'also where a claim takes one message'
);
select is(
  (select count(*) from unnest(pg_temp.batches(test.claim(p_limit => 300))) as b where b <> test.get('bulk')::bigint),
  192::bigint, 'bulk ones come last'
);
rollback to savepoint queued;

-- Missive's quotas: 5 at a time, 300 a minute, 900 in 15 minutes. A tenth is reserved.
update outlier.batches set state = 'paused' where id = test.get('urgent')::bigint;
select is(jsonb_array_length(test.claim(p_limit => 10) -> 'messages'), 4, 'of five calls at a time one is kept for urgent messages');
update outlier.batches set state = 'sending' where id = test.get('urgent')::bigint;
select is(pg_temp.batches(test.claim(p_limit => 10)), array[test.get('urgent')::bigint], 'which can use it');
select is(jsonb_array_length(test.claim(p_limit => 10) -> 'messages'), 0, 'and then all five are under way');
rollback to savepoint queued;

update outlier.quotas set max_concurrent = null;
update outlier.batches set state = 'paused' where id = test.get('urgent')::bigint;
select test.let('claim', test.claim(p_limit => 2000));
select is(jsonb_array_length(test.get('claim') -> 'messages'), 270, 'of 300 a minute 270 are for all');
select test.record(test.get('claim'), test.monday('1 second'));
select test.let('claim', test.claim(test.monday('2 seconds'), p_limit => 2000));
select is(jsonb_array_length(test.get('claim') -> 'messages'), 0, 'when they are used up the others wait');
select is((test.get('claim') ->> 'wakeInMilliseconds')::integer between 58000 and 60000, true, 'until a minute has passed');
update outlier.batches set state = 'sending' where id = test.get('urgent')::bigint;
select is(
  pg_temp.batches(test.claim(test.monday('2 seconds'), p_limit => 2000)), array_fill(test.get('urgent')::bigint, array[20]),
  'an urgent campaign starts at the next claim'
);
update outlier.settings set urgent_reserve = 0;
select is(
  jsonb_array_length(test.claim(test.monday('2 seconds'), p_limit => 2000) -> 'messages'), 10, 'without a reserve all 300 are for all'
);
rollback to savepoint queued;
update outlier.quotas set max_concurrent = 1;
select is(jsonb_array_length(test.claim(p_limit => 10) -> 'messages'), 1, 'a limit of one call is never all reserve');
rollback to savepoint queued;
select is(
  (select outlier.count_usable_calls(false, 60, 'dub')), 60, 'a quota that carries no texts has no reserve'
);
select is((select outlier.count_usable_calls(false, 900, 'general')), 810, 'that of answers to people has one');
select is((select outlier.count_usable_calls(false, null, 'general')), null, 'where there is no limit there is none');

-- Answers to people, and the rest of the general token's requests.
update outlier.quotas set max_concurrent = null where name = 'general';
delete from outlier.quota_limits where quota = 'general';
insert into outlier.quota_limits values ('general', '1 minute', 10);
insert into outlier.requests (kind, subject, payload, due_at)
select 'create_post', 'post ' || i, '{}', test.monday('-1 minute') from generate_series(1, 20) as i;
insert into outlier.requests (kind, subject, payload, due_at)
select 'send_text', 'text:' || i, '{}', test.monday() from generate_series(1, 3) as i;
select results_eq(
  $$
    select r ->> 'kind', count(*)
    from jsonb_array_elements(api.claim_requests('worker', 100, test.monday()) -> 'requests') as r
    group by 1 order by 1
  $$,
  $$values ('create_post', 6::bigint), ('send_text', 3::bigint)$$,
  'texts to people come first, and the last tenth stays free for more of them'
);

-- The permitted values.
select throws_ok(
  $$update outlier.campaigns set priority = 'high' where id = test.get('bulk')::bigint$$, '23514', null, 'another priority is refused'
);
select throws_ok($$update outlier.settings set urgent_reserve = 91$$, '23514', null, 'and a reserve above 90 percent');
select throws_ok(
  $$select api.create_campaign(test.request('{"priority": "high"}'), p_now => test.monday())$$, 'OT010', null, 'the API refuses another one too'
);
select throws_ok(
  $$select api.create_campaign(test.request('{"sendWithin": 59}'), p_now => test.monday())$$, 'OT010', null, 'and an expiry of less than a minute'
);
select * from finish();
rollback;
