-- Shows: no-send-job, job-maintain-queues
begin;
select plan(10);
select test.sending(2, 'And?');
create function pg_temp.jobs() returns text[] language sql as $$
  select array_agg(jobname order by jobname) from cron.job where jobname like 'send-%';
$$;
delete from cron.job;
select outlier.maintain_queues(test.monday());
select is(pg_temp.jobs(), array['send-first-messages'], 'a queue that holds rows and has no send job gets it');
select outlier.maintain_queues(test.monday());
select is(pg_temp.jobs(), array['send-first-messages'], 'once');
select test.claim(p_limit => 1);
select outlier.maintain_queues(test.monday('10 minutes'));
select is(
  (select count(*) from outlier.unknown_messages), 1::bigint, 'leases of a dead executor expire without a claim'
);
select is(pg_temp.jobs(), array['send-first-messages'], 'rows of whatever state keep the job');
select is((select state from outlier.broadcasts where id = test.latest()), 'sending', 'and their broadcast open');

alter table outlier.broadcast_first_messages disable trigger user;
delete from outlier.broadcast_first_messages;
alter table outlier.broadcast_first_messages enable trigger user;
select is(pg_temp.jobs(), array['send-first-messages'], 'a job that was left behind');
select outlier.maintain_queues(test.monday('11 minutes'));
select is(pg_temp.jobs(), null, 'is taken down');
select results_eq(
  'select state, finished_at from outlier.broadcasts where id = test.latest()',
  $$values ('done', test.monday('11 minutes'))$$,
  'a broadcast of which nothing is queued is done'
);

set local role none;
alter table cron.job rename to job_gone;
set local role outlier_owner;
select lives_ok('select outlier.maintain_queues(test.monday())', 'without pg_cron nothing fails');
insert into outlier.broadcast_first_messages (campaign_id, recipient_phone_number, message)
values (test.campaign(), test.number(0), 'x');
select lives_ok('delete from outlier.broadcast_first_messages', 'nor does queueing');
select * from finish();
rollback;
