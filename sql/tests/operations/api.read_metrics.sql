-- Shows: api.read_metrics
begin;
select plan(5);
create function pg_temp.metric(p_name text, p_tags jsonb) returns double precision language sql as $$
  select (m ->> 'value')::double precision
  from jsonb_array_elements(api.read_metrics()) as m
  where m ->> 'name' = p_name
    and m -> 'tags' @> p_tags;
$$;
select test.sending_campaign(3);
update outlier.broadcast_first_messages set due_at = now() - interval '90 seconds';
select is(
  pg_temp.metric('outlier.queue.messages', '{"queue": "first_messages", "state": "due"}'),
  3::double precision,
  'what waits is counted by queue and state'
);
select is(
  pg_temp.metric('outlier.queue.oldest_due', '{"queue": "first_messages"}'),
  90::double precision,
  'the age of the oldest is told in seconds'
);
select is(
  pg_temp.metric('outlier.quota.limit', '{"quota": "first_messages", "seconds": "60"}'),
  300::double precision,
  'so is what a quota allows'
);
update outlier.quotas
set held_until = now() + interval '2 minutes', hold_reason = 'asked to wait'
where name = 'general';
select is(
  pg_temp.metric('outlier.quota.held', '{"quota": "general"}'), 120::double precision, 'and for how long it is held'
);
select ok(pg_temp.metric('outlier.problems', '{"kind": "quota_held"}') = 1, 'problems are counted by kind');
select * from finish();
rollback;
