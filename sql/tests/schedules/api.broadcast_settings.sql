-- The functions behind GET and POST of broadcast-settings.
-- Shows: POST-/broadcast-settings, api.broadcast_settings, api.change_broadcast_settings
begin;
select plan(29);
select test.settings();
select is(api.broadcast_settings(), '{}', 'none set');
create function pg_temp.post(p_schedule text, p_more jsonb default '{}') returns jsonb language sql as $$
  select api.change_broadcast_settings(
    jsonb_build_object('schedule', p_schedule::jsonb) || p_more, p_now => test.monday()
  )
$$;
select is(
  pg_temp.post('{"mon": "10:00", "thu": "15:30"}'),
  '{"schedule": {"mon": "10:00", "tue": null, "wed": null, "thu": "15:30", "fri": null, "sat": null, "sun": null}, '
  '"batchSize": null}',
  'the schedule comes back whole; with no upcoming broadcast there is no size'
);
select is((select effective_from from outlier.broadcast_settings), test.monday(), 'it counts from now on');
select is(api.broadcast_settings(), pg_temp.post('{}'), 'no day given: all keep their time');
select is(pg_temp.post('{"tue": "00:15", "thu": null}') #>> '{schedule,mon}', '10:00', 'a day left out keeps its time');
select is(api.broadcast_settings() #>> '{schedule,tue}', '00:15', 'one that is given has the new one');
select is(api.broadcast_settings() #> '{schedule,thu}', 'null', 'null takes it away');
select is((select count(*) from outlier.broadcast_settings), 1::bigint, 'it is one schedule, changed');

select test.broadcast(700);
select is(api.broadcast_settings() -> 'batchSize', '700', 'batchSize is how many people the upcoming broadcast is for');
select is(pg_temp.post('{}', '{"batchSize": 800}') -> 'batchSize', '800', 'it can be changed');
select is((select no_users from outlier.broadcasts), 800, 'there');
select is(pg_temp.post('{"sun": "23:45"}', '{"batchSize": null}') -> 'batchSize', '800', 'null leaves it');
select is(pg_temp.post('{}', '{"batchSize": 1}') -> 'batchSize', '1', 'one is possible');
select is(pg_temp.post('{}', '{"batchSize": 10000}') -> 'batchSize', '10000', 'ten thousand too');

select throws_ok($$
  select pg_temp.post('{"mon": null, "tue": null, "sun": null}')
$$, 'OT010', 'at least one day must have a time', 'not without any time');
select is(api.broadcast_settings() #>> '{schedule,mon}', '10:00', 'what is refused changes nothing');
select throws_ok($$select pg_temp.post('{"mon": "10:05"}')$$, 'OT010', null, 'quarter hours only');
select throws_ok($$select pg_temp.post('{"mon": "24:00"}')$$, 'OT010', null, 'of one day');
select throws_ok($$select pg_temp.post('{"mon": "9:00"}')$$, 'OT010', null, 'in two digits');
select throws_ok($$select pg_temp.post('{"mon": ""}')$$, 'OT010', null, 'no time is null');
select throws_ok($$select pg_temp.post('{"mon": 10}')$$, 'OT010', null, 'and a time is a text');
select throws_ok($$
  select pg_temp.post('{"monday": "10:00"}')
$$, 'OT010', null, 'a day that is not known is not passed over in silence');
select throws_ok($$
  select api.change_broadcast_settings('{"batchSize": 5}')
$$, 'OT010', null, 'the schedule is asked for');
select throws_ok($$select pg_temp.post('[]')$$, 'OT010', null, 'as an object');
select throws_ok($$select pg_temp.post('{}', '{"batchSize": 0}')$$, 'OT010', null, 'a batch has people');
select throws_ok($$select pg_temp.post('{}', '{"batchSize": 10001}')$$, 'OT010', null, 'and ten thousand at most');
update outlier.broadcasts set no_users = 50000;
select is(
  pg_temp.post('{}', '{"batchSize": 50000}') -> 'batchSize', '50000', 'what noRecipients made of it may be sent back'
);
select throws_ok(
  $$select pg_temp.post('{}', '{"batchSize": 50001}')$$, 'OT010',
  'batchSize must be a whole number from 1 to 10000, not 50001', 'and nothing else beyond'
);
delete from outlier.broadcasts;
select throws_ok($$select pg_temp.post('{}', '{"batchSize": 5}')$$, 'OT005', null, 'a size needs a broadcast');
select * from finish();
rollback;
