begin;
select plan(7);
delete from cron.job;
select outlier.schedule_jobs();
select results_eq(
  $$
    select jobname, schedule
    from cron.job
    where jobname in ('check-and-trigger-broadcast', 'maintain-queues')
    order by jobname
  $$,
  $$values ('check-and-trigger-broadcast', '* * * * *'), ('maintain-queues', '* * * * *')$$,
  'the jobs of each minute are set up'
);
select results_eq(
  $$select jobname, schedule from cron.job where jobname like 'daily-%' order by jobname$$,
  $$
    values
      ('daily-archive-double-failures-setup', '0 23 * * *'),
      ('daily-failed-deliveries-setup', '0 22 * * *'),
      ('daily-reconciliation', '0 20 * * *')
  $$,
  'and those of each day, in UTC'
);
select is((select array_agg(distinct username) from cron.job), array['outlier_owner'], 'they run as the owner');
select is(
  (
    select count(*)
    from cron.job
    where (jobname, command) in (
      ('retry-webhooks', 'call outlier.run_event_retries()'),
      ('maintain-partitions', 'select outlier.maintain_partitions()')
    )
  ),
  2::bigint,
  'webhooks are tried again, and months come and go'
);
update cron.job set schedule = '0 0 * * *';
select test.let('jobs', to_jsonb((select count(*) from cron.job)));
select outlier.schedule_jobs();
select is(
  (select array_agg(distinct schedule) from cron.job where jobname = 'check-and-trigger-broadcast'),
  array['* * * * *'],
  'a job that somebody changed is set to what it should be'
);
select is((select count(*) from cron.job), test.get('jobs')::bigint, 'and none is set up twice');
select is((select count(*) from cron.job where jobname like 'send-%'), 0::bigint, 'empty queues have no send job');
select * from finish();
rollback;
