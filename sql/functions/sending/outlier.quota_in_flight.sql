create or replace function outlier.quota_in_flight(p_quota text)
returns integer
language sql
stable
strict
set search_path = ''
as $$
  select (
    (
      select pg_catalog.count(*)
      from outlier.tokens as t
      inner join outlier.queued_messages as q on outlier.queue_name(q.is_second) = t.name
      where t.quota = p_quota
        and q.state = 'sending'
        -- No message that is being sent has an earlier lease: see expire_new_leases.
        and q.lease_until > coalesce((select h.leases_ended_until from outlier.heartbeat as h), '-infinity')
    ) + (
      select pg_catalog.count(*)
      from outlier.tokens as t
      inner join outlier.request_kinds as k on k.called_as = t.name
      inner join outlier.requests as r on r.kind = k.kind
      where t.quota = p_quota
        and r.state = 'working'
    )
  )::integer;
$$;
comment on function outlier.quota_in_flight(text) is 'Returns the number of calls on a quota that are under way.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.quota_in_flight(text) to outlier_reader;
