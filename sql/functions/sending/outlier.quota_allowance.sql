-- A call counts from its claim until the period of the limit has passed after its end. Missive receives the call
-- somewhere in between. So no period of Missive's clock contains more calls than the limit allows.
create or replace function outlier.quota_allowance(p_quota outlier.quotas, p_is_urgent boolean, p_now timestamptz)
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_in_flight integer;
  v_allowance integer := 2147483647;
begin
  if p_quota.held_until > p_now then
    return 0;
  end if;
  if p_quota.max_concurrent is null
    and not exists (select from outlier.quota_limits as l where l.quota = p_quota.name)
  then
    return v_allowance;
  end if;
  v_in_flight := outlier.quota_in_flight(p_quota.name);
  select pg_catalog.min(outlier.count_usable_calls(p_is_urgent, l.calls, l.quota) - v_in_flight - (
    select coalesce(pg_catalog.sum(u.calls), 0)
    from outlier.quota_uses as u
    where u.quota = l.quota
      and u.until > p_now - l.per
  ))::integer
  into v_allowance
  from outlier.quota_limits as l
  where l.quota = p_quota.name;
  return greatest(
    0, least(v_allowance, outlier.count_usable_calls(p_is_urgent, p_quota.max_concurrent, p_quota.name) - v_in_flight)
  );
end;
$$;
comment on function outlier.quota_allowance(outlier.quotas, boolean, timestamptz) is
  'Returns how many more calls may start now, for urgent messages or for others. The caller holds the lock on the '
  'quota''s row.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.quota_allowance(outlier.quotas, boolean, timestamptz) to outlier_reader;
