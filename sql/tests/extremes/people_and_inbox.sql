-- Writes extreme values into every column of a table. Each is refused, or everybody else's messages are still sent and
-- every list still works.
begin;
select plan(13);
set local client_min_messages = error;
select test.everybody_else();
savepoint ready;
select is(test.failing_at_noon(), null, 'as it is, the day goes well');
rollback to savepoint ready;
select is(
  (select string_agg(found, E'\n') from test.survives('twilio_error_codes') as found), null, 'twilio_error_codes'
);
select is((select string_agg(found, E'\n') from test.survives('authors') as found), null, 'authors');
select is((select string_agg(found, E'\n') from test.survives('labels') as found), null, 'labels');
select is((select string_agg(found, E'\n') from test.survives('conversations') as found), null, 'conversations');
select is(
  (select string_agg(found, E'\n') from test.survives('conversations_authors') as found), null, 'conversations_authors'
);
select is(
  (select string_agg(found, E'\n') from test.survives('conversations_labels') as found), null, 'conversations_labels'
);
select is((select string_agg(found, E'\n') from test.survives('organizations') as found), null, 'organizations');
select is((select string_agg(found, E'\n') from test.survives('teams') as found), null, 'teams');
select is((select string_agg(found, E'\n') from test.survives('users') as found), null, 'users');
select is((select string_agg(found, E'\n') from test.survives('twilio_messages') as found), null, 'twilio_messages');
select is((select string_agg(found, E'\n') from test.survives('errors') as found), null, 'errors');
select is((select string_agg(found, E'\n') from test.survives('incidents') as found), null, 'incidents');
select * from finish();
rollback;
