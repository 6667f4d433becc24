-- A campaign that is cancelled before it runs may have messages that somebody queued by hand.
create or replace function outlier.drop_cancelled_messages()
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_broadcasts bigint[];
  v_campaigns bigint[];
  v_dropped integer;
begin
  v_broadcasts := array(
    select b.id
    from outlier.broadcasts as b
    where b.state = 'cancelled'
      and exists (select from outlier.queued_messages as q where q.broadcast_id = b.id and q.state in ('waiting', 'checking'))
  );
  v_campaigns := array(
    select c.id
    from outlier.campaigns as c
    where c.state = 'cancelled'
      and exists (select from outlier.queued_messages as q where q.campaign_id = c.id and q.state in ('waiting', 'checking'))
  );
  select f.broadcast_ids, f.campaign_ids into v_broadcasts, v_campaigns from outlier.lock_free_sources(v_broadcasts, v_campaigns) as f;
  select coalesce(pg_catalog.sum(dropped.messages), 0)::integer into v_dropped
  from (
    select outlier.drop_waiting_of(b.id, null, 'cancelled') as messages from pg_catalog.unnest(v_broadcasts) as b (id)
    union all
    select outlier.drop_waiting_of(null, c.id, 'cancelled') from pg_catalog.unnest(v_campaigns) as c (id)
  ) as dropped;
  return v_dropped;
end;
$$;
comment on function outlier.drop_cancelled_messages() is
  'Drops messages that wait although their broadcast or campaign is cancelled, with the reason on record, and returns how many.';
