-- Two schemas: outlier holds the tables and the functions that administrators call; api is all that the executor may
-- call.
comment on schema outlier is 'Tables, and the functions, triggers and jobs that decide whom to text, when and what.';
comment on schema api is 'The functions that the executor calls: it may call these and touch nothing else.';

-- Functions are callable by PUBLIC unless revoked; here each grant is explicit.
alter default privileges revoke execute on functions from public;

grant usage on schema outlier to outlier_reader, outlier_segments;
grant usage on schema api to outlier_executor;
-- Reports may read every table that is made from here on.
alter default privileges in schema outlier grant select on tables to outlier_reader;

create table outlier.applied_scripts (
  name text primary key,
  sha256 text not null,
  applied_at timestamptz not null default now()
);
comment on table outlier.applied_scripts is
  'The migrations and function files that this database has, with the SHA-256 of their text: how `outlier migrate` '
  'knows what changed.';

create table outlier.scheduler (
  is_only_row boolean primary key default true
    constraint scheduler_has_one_row check (is_only_row),
  jobs_set_up_at timestamptz not null default now(),
  kept_run_id bigint not null default 0
    constraint kept_run_id_is_not_negative check (kept_run_id >= 0)
);
comment on table outlier.scheduler is 'One row: what Outlier keeps about pg_cron.';
comment on column outlier.scheduler.is_only_row is 'Always true. The key lets the table hold one row only.';
comment on column outlier.scheduler.jobs_set_up_at is
  'When schedule_jobs() last set up the jobs. A job that has not run since then is a problem only after some minutes.';
comment on column outlier.scheduler.kept_run_id is
  'outlier.job_runs has what it needs of all runs up to this runid of cron.job_run_details.';
insert into outlier.scheduler default values;

-- pg_cron's own record has no index by job, and a job that runs every two seconds adds 43,200 rows a day to it.
create table outlier.job_runs (
  run_id bigint primary key,
  job_id bigint not null,
  started_at timestamptz,
  status text not null
    constraint a_run_that_is_kept_has_ended check (status in ('succeeded', 'failed')),
  message text
);
create index job_runs_job_id_idx on outlier.job_runs (job_id, run_id);
comment on table outlier.job_runs is
  'The last two runs of each job, copied from cron.job_run_details by keep_job_runs(). outlier.job_status reads them.';
comment on column outlier.job_runs.run_id is 'The runid of cron.job_run_details.';
comment on column outlier.job_runs.job_id is 'The jobid of cron.job.';
comment on column outlier.job_runs.started_at is 'When the run started; null: pg_cron could not start it.';
comment on column outlier.job_runs.status is 'succeeded or failed, in the words of pg_cron.';
comment on column outlier.job_runs.message is 'The return_message of the run, without values that an error quotes.';
