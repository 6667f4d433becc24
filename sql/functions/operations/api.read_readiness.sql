-- What keeps messages from going out although the executor and the database run.
create or replace function api.read_readiness()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(pg_catalog.jsonb_agg(p.message order by p.message), '[]')
  from outlier.problems as p
  where p.kind in ('job_failed', 'failover_unread');
$$;
comment on function api.read_readiness() is
  'Why a message that is queued now might not be sent, as far as the database knows: jobs that failed twice in a '
  'row, a failover whose lost span has not been read. Empty: nothing is wrong.';
grant execute on function api.read_readiness() to outlier_executor;
