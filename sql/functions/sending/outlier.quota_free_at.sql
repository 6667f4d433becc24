create or replace function outlier.quota_free_at(p_quota outlier.quotas, p_is_urgent boolean, p_now timestamptz)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  v_in_flight integer := outlier.quota_in_flight(p_quota.name);
  v_free_at timestamptz;
begin
  select pg_catalog.max(exhausted.free_at) into v_free_at
  from (
    select pg_catalog.min(u.until) + l.per as free_at
    from outlier.quota_limits as l
    inner join outlier.quota_uses as u on u.quota = l.quota and u.until > p_now - l.per
    where l.quota = p_quota.name
    group by l.quota, l.per, l.calls
    having pg_catalog.sum(u.calls) + v_in_flight >= outlier.count_usable_calls(p_is_urgent, l.calls, l.quota)
  ) as exhausted;
  if v_in_flight >= outlier.count_usable_calls(p_is_urgent, p_quota.max_concurrent, p_quota.name) then
    -- The executor that made the calls asks again when they end. If that executor died, the leases of its calls
    -- expire.
    v_free_at := greatest(v_free_at, least(
      (
        select greatest(pg_catalog.min(q.lease_until), pg_catalog.max(h.leases_ended_until) + interval '1 second')
        from outlier.queued_messages as q
        -- Claims check leases once a second: see expire_new_leases.
        cross join outlier.heartbeat as h
        where q.state = 'sending'
        having pg_catalog.count(*) > 0
      ),
      (select pg_catalog.min(r.lease_until) from outlier.requests as r where r.state = 'working')
    ));
  end if;
  return greatest(v_free_at, case when p_quota.held_until > p_now then p_quota.held_until end);
end;
$$;
comment on function outlier.quota_free_at(outlier.quotas, boolean, timestamptz) is
  'Returns when a quota that allows no call now will allow one, for urgent messages or for others. Null: that depends '
  'only on calls under way.';
