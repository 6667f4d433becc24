-- A call counts from its claim, as under way, until its limit's time after its end. Missive sees it somewhere in
-- between, so that no stretch of its clock can hold more calls than ours allows.
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
  'How many more calls may start now, of urgent messages or of others. The caller holds the lock on the quota''s row.';
-- Views call it with their reader's rights.
grant execute on function outlier.quota_allowance(outlier.quotas, boolean, timestamptz) to outlier_reader;
