create or replace function outlier.use_quota(p_quota text, p_calls integer, p_now timestamptz)
returns void
language plpgsql
volatile
strict
set search_path = ''
as $$
declare
  v_longest interval := (select pg_catalog.max(l.per) from outlier.quota_limits as l where l.quota = p_quota);
begin
  if v_longest is null or p_calls = 0 then
    return;
  end if;
  -- Round up, so that no call counts for too short a time.
  insert into outlier.quota_uses (quota, until, calls)
  values (
    p_quota,
    pg_catalog.date_bin(interval '100 milliseconds', p_now, timestamptz 'epoch') + interval '100 milliseconds',
    p_calls
  );
  -- Skip rows that another session is deleting, so that this session does not wait.
  delete from outlier.quota_uses as u
  where u.id = any (array(
    select old.id
    from outlier.quota_uses as old
    where old.quota = p_quota
      and old.until <= p_now - v_longest
    for update skip locked
  ));
end;
$$;
comment on function outlier.use_quota(text, integer, timestamptz) is 'Counts calls that have ended against a quota.';
