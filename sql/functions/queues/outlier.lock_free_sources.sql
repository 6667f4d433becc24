create or replace function outlier.lock_free_sources(
  p_broadcast_ids bigint[],
  p_campaign_ids bigint[],
  out broadcast_ids bigint[],
  out campaign_ids bigint[]
)
language plpgsql
volatile
set search_path = ''
as $$
begin
  broadcast_ids := array(
    select b.id from outlier.broadcasts as b where b.id = any (p_broadcast_ids) order by b.id for no key update skip locked
  );
  campaign_ids := array(
    select c.id from outlier.campaigns as c where c.id = any (p_campaign_ids) order by c.id for no key update skip locked
  );
end;
$$;
comment on function outlier.lock_free_sources(bigint[], bigint[]) is
  'As lock_sources(), without waiting: returns the broadcasts and campaigns that no other session holds, which are locked now.';
