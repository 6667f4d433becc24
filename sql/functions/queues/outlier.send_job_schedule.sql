create or replace function outlier.send_job_schedule(p_cron_version text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when pg_catalog.string_to_array(pg_catalog.split_part(p_cron_version, '-', 1), '.')::integer[] >= array[1, 5]
      then '2 seconds'
    else '* * * * *'
  end;
$$;
comment on function outlier.send_job_schedule(text) is
  'Returns the schedule of the send jobs: every two seconds if pg_cron is 1.5 or newer, else every minute.';
