-- Shows: job-maintain-partitions
begin;
select plan(12);
select test.settings();
create function pg_temp.months(p_table text) returns text[] language sql as $$
  select array_agg(right(c.relname, 7) order by c.relname)
  from pg_inherits as i join pg_class as c on c.oid = i.inhrelid
  where i.inhparent = ('outlier.' || p_table)::regclass and c.relname ~ '\d' and c.relname ~ '_203\d_'
$$;
insert into outlier.invoke_history (received_at, digest, body)
values ('2030-05-15', 'x', 'of May'), ('2030-06-01 00:00+00', 'x', 'of June');
insert into outlier.errors (occurred_at, message) values ('2030-05-31 23:59:59+00', 'of May');
select test.let('id', to_jsonb((select max(id) from outlier.invoke_history)));
select outlier.maintain_partitions('2030-05-20');
select is(pg_temp.months('invoke_history'), array['2030_05', '2030_06', '2030_07'], 'this month and two more are made');
select is(pg_temp.months('errors'), array['2030_05', '2030_06', '2030_07'], 'for errors too');
select is((select count(*) from outlier.invoke_history_2030_05), 1::bigint, 'what had come already goes to its month');
select is((select id from outlier.invoke_history_2030_06), test.get('id')::bigint, 'as it was');
select is((select count(*) from outlier.errors_2030_05), 1::bigint, 'to the last second');
select is((select count(*) from outlier.invoke_history_default), 0::bigint, 'and nothing stays behind');
select lives_ok($$select outlier.maintain_partitions('2030-05-20')$$, 'again it changes nothing');
select outlier.maintain_partitions('2030-08-20');
select is(
  pg_temp.months('invoke_history'),
  array['2030_05', '2030_06', '2030_07', '2030_08', '2030_09', '2030_10'],
  'months stay while one of their days must'
);
insert into outlier.invoke_history (received_at, digest, body) values ('2030-01-01', 'x', 'old');
select outlier.maintain_partitions('2030-08-30 00:00+00');
select is(
  pg_temp.months('invoke_history'), array['2030_06', '2030_07', '2030_08', '2030_09', '2030_10'], 'then they go'
);
select is(pg_temp.months('errors'), array['2030_06', '2030_07', '2030_08', '2030_09', '2030_10'], 'with their errors');
select is(
  (select array_agg(body) from outlier.invoke_history where received_at > '2029-01-01'),
  array['of June'],
  'what had no month goes too'
);
update outlier.settings set event_retention = '10 days';
select outlier.maintain_partitions('2030-08-30 00:00+00');
select is(pg_temp.months('invoke_history'), array['2030_08', '2030_09', '2030_10'], 'how long is a setting');
select * from finish();
rollback;
