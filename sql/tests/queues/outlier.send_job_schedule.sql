-- Shows: job-send-first-messages
begin;
select plan(7);
select is(outlier.send_job_schedule(version), schedule, format('pg_cron %s: %s', version, schedule))
from (
  values ('1.4-1', '* * * * *'), ('1.4', '* * * * *'), ('1.3', '* * * * *'), ('1.5', '2 seconds'),
  ('1.6', '2 seconds'), ('1.10', '2 seconds'), ('2.0', '2 seconds')
) as v (version, schedule);
select * from finish();
rollback;
