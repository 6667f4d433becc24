-- Who adds messages of a broadcast or campaign, and who takes its last ones out, take turns on its row until they commit: so
-- nobody marks as done what is being added to, and of two that take out the last rows the later one sees both gone.
-- Always in this order, and before the queues' rows and jobs are changed, so that nobody waits for each other.
create or replace function outlier.lock_sources(p_broadcast_ids bigint[], p_campaign_ids bigint[])
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform from outlier.broadcasts as b where b.id = any (p_broadcast_ids) order by b.id for no key update;
  perform from outlier.campaigns as c where c.id = any (p_campaign_ids) order by c.id for no key update;
end;
$$;
comment on function outlier.lock_sources(bigint[], bigint[]) is 'Makes those who queue and those who finish messages of the same broadcasts and campaigns take turns.';
