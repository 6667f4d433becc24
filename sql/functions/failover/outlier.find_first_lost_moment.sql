create or replace function outlier.find_first_lost_moment(p_now timestamptz)
returns timestamptz
language sql
stable
strict
set search_path = ''
as $$
  select pg_catalog.min(f.lost_from)
  from outlier.failovers as f
  where f.noticed_at > p_now - interval '1 hour'
    and f.noticed_at <= p_now;
$$;
comment on function outlier.find_first_lost_moment(timestamptz) is
  'Returns the time since when commits may be lost, for failovers of the last hour. A post that is requested again '
  'may already exist if it was made since then. Null: there was no failover.';
