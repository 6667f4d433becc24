-- Writes extreme values into every column of a table. Each is refused, or everybody else's messages are still sent and
-- every list still works.
begin;
select plan(12);
set local client_min_messages = error;
select test.everybody_else();
savepoint ready;
select is(test.failing_at_noon(), null, 'as it is, the day goes well');
rollback to savepoint ready;
select is(
  (select string_agg(found, E'\n') from test.survives('campaign_personalized_recipients') as found),
  null,
  'campaign_personalized_recipients'
);
select is((select string_agg(found, E'\n') from test.survives('queued_messages') as found), null, 'queued_messages');
select is((select string_agg(found, E'\n') from test.survives('recipients') as found), null, 'recipients');
select is((select string_agg(found, E'\n') from test.survives('message_statuses') as found), null, 'message_statuses');
select is((select string_agg(found, E'\n') from test.survives('dead_letters') as found), null, 'dead_letters');
select is((select string_agg(found, E'\n') from test.survives('requests') as found), null, 'requests');
select is((select string_agg(found, E'\n') from test.survives('links') as found), null, 'links');
select is((select string_agg(found, E'\n') from test.survives('short_domains') as found), null, 'short_domains');
select is((select string_agg(found, E'\n') from test.survives('message_reads') as found), null, 'message_reads');
select is((select string_agg(found, E'\n') from test.survives('reconciliations') as found), null, 'reconciliations');
select is((select string_agg(found, E'\n') from test.survives('consent_patterns') as found), null, 'consent_patterns');
select * from finish();
rollback;
