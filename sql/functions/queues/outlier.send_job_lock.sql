create or replace function outlier.send_job_lock(p_queue text)
returns bigint
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.hashtextextended('outlier send job ' || p_queue, 0);
$$;
comment on function outlier.send_job_lock(text) is
  'Returns the key of the advisory lock that protects creating and removing a queue''s send job.';
