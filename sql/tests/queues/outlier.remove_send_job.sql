begin;
select plan(5);
create function pg_temp.jobs() returns text[] language sql as $$
  select array_agg(jobname order by jobname) from cron.job where jobname like 'send-%';
$$;
select outlier.add_send_job('first_messages');
select outlier.add_send_job('first_messages');
select is(pg_temp.jobs(), array['send-first-messages'], 'a job is set up once');
select outlier.remove_send_job('second_messages');
select is(pg_temp.jobs(), array['send-first-messages'], 'each queue has its own');
select outlier.remove_send_job('first_messages');
select is(pg_temp.jobs(), null, 'the job of an empty queue is taken down');
select lives_ok($$select outlier.remove_send_job('first_messages')$$, 'once more it does nothing');
select test.sending(1);
select outlier.remove_send_job('first_messages');
select is(pg_temp.jobs(), array['send-first-messages'], 'the job of a queue that holds something stays');
select * from finish();
rollback;
