-- Writes extreme values into every column of a table. Each is refused, or everybody else's messages are still sent and
-- every list still works.
begin;
select plan(14);
set local client_min_messages = error;
select test.everybody_else();
savepoint ready;
select is(test.failing_at_noon(), null, 'as it is, the day goes well');
rollback to savepoint ready;
select is(
  (select string_agg(found, E'\n') from test.survives('settings', '{sending_stopped,sending_phone_number,approval_threshold}') as found),
  null,
  'settings'
);
select is((select string_agg(found, E'\n') from test.survives('lookup_templates') as found), null, 'lookup_templates');
select is(
  (
    select string_agg(found, E'\n')
    from test.survives('quotas', '{name,max_concurrent,held_until,hold_reason}') as found
  ),
  null,
  'quotas'
);
select is(
  (select string_agg(found, E'\n') from test.survives('quota_limits', '{quota,per,calls}') as found),
  null,
  'quota_limits'
);
select is(
  (select string_agg(found, E'\n') from test.survives('quota_uses', '{quota,until,calls}') as found), null, 'quota_uses'
);
select is((select string_agg(found, E'\n') from test.survives('tokens', '{name,quota}') as found), null, 'tokens');
select is(
  (select string_agg(found, E'\n') from test.survives('request_kinds', '{kind,called_as}') as found),
  null,
  'request_kinds'
);
select is(
  (select string_agg(found, E'\n') from test.survives('audience_segments') as found), null, 'audience_segments'
);
select is((select string_agg(found, E'\n') from test.survives('broadcasts') as found), null, 'broadcasts');
select is(
  (select string_agg(found, E'\n') from test.survives('broadcasts_segments') as found), null, 'broadcasts_segments'
);
select is(
  (select string_agg(found, E'\n') from test.survives('broadcast_settings') as found), null, 'broadcast_settings'
);
select is((select string_agg(found, E'\n') from test.survives('campaigns') as found), null, 'campaigns');
select is(
  (select string_agg(found, E'\n') from test.survives('campaign_file_recipients') as found),
  null,
  'campaign_file_recipients'
);
select * from finish();
rollback;
