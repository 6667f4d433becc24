-- If no function can work with a value, the database refuses it when it is written.
begin;
select plan(32);
select test.settings();
select test.let('broadcast', to_jsonb(test.sending(2)));
select test.let('campaign', to_jsonb(test.campaign()));
create function pg_temp.refused(p_statement text) returns text language sql as $$
  select throws_ok(p_statement, '23514', null, p_statement || ' is refused')
$$;
select pg_temp.refused(statement)
from unnest(array[
  $$update outlier.queued_messages set due_at = 'infinity'$$,
  $$update outlier.queued_messages set due_at = '-infinity'$$,
  $$update outlier.queued_messages set failures = 2147483647$$,
  $$update outlier.quotas set held_until = 'infinity', hold_reason = 'x'$$,
  $$update outlier.quotas set max_concurrent = 0$$,
  $$update outlier.quota_limits set per = '300000 years'$$,
  $$update outlier.quota_limits set calls = 2147483647$$,
  $$update outlier.settings set lease = '300000 years'$$,
  $$update outlier.settings set lease = '59 seconds'$$,
  $$update outlier.settings set reply_window = '1000000 years'$$,
  $$update outlier.settings set broadcast_gap = '1 year'$$,
  $$update outlier.settings set max_failures = 2147483647$$,
  $$update outlier.settings set segment_cost_limit = 'Infinity'$$,
  $$update outlier.settings set segment_cost_limit = 'NaN'$$,
  $$update outlier.settings set event_retention = '100000 years'$$,
  $$update outlier.settings set ask_twilio_after = '1 month'$$,
  $$update outlier.broadcasts set run_at = 'infinity' where state = 'scheduled'$$,
  $$update outlier.broadcasts set run_at = '-infinity' where state = 'scheduled'$$,
  $$update outlier.broadcasts set scheduled_after = 'infinity' where state = 'scheduled'$$,
  $$update outlier.broadcasts set no_users = 2000000000 where state = 'scheduled'$$,
  $$update outlier.broadcasts set original_first_message = repeat('x', 1601) where state = 'scheduled'$$,
  $$update outlier.campaigns set label_ids = '{null}'$$,
  $$insert into outlier.campaigns (first_message, run_at) values ('x', 'infinity')$$,
  $$insert into outlier.campaigns (first_message, run_at) values ('x', '-infinity')$$,
  $$insert into outlier.campaigns (first_message, run_at, title) values ('x', now(), repeat('x', 501))$$,
  $$update outlier.lookup_templates set content = repeat('x', 8001)$$,
  $$insert into outlier.audience_segments (name, query) values (repeat('x', 201), 'select phone_number from authors')$$
]) as statement;

-- Valid values are still accepted.
select lives_ok(
  $$update outlier.settings set lease = '1 minute', reply_window = '90 days', max_failures = 100$$,
  'the bounds themselves are within bounds'
);
select lives_ok($$
  update outlier.quotas set held_until = '2099-01-01', hold_reason = 'until somebody has looked at it'
$$, 'a quota may be held for as long as somebody likes');
update outlier.quotas set held_until = null, hold_reason = null;
select lives_ok($$
  update outlier.broadcasts set no_users = 10000000 where state = 'scheduled'
$$, 'a broadcast may be for ten million people');
select is(cardinality(test.claimed(test.claim())), 2, 'and after all this messages go out');
select lives_ok($$select api.read_metrics(test.monday())$$, 'and metrics are read');
select * from finish();
rollback;
