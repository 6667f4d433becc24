-- Two at once: the later one finds the rows gone that the earlier took, and adds up what it took itself.
create or replace function outlier.fold_tallies()
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_broadcasts bigint[];
  v_campaigns bigint[];
begin
  select pg_catalog.array_agg(distinct t.broadcast_id), pg_catalog.array_agg(distinct t.campaign_id)
  into v_broadcasts, v_campaigns
  from outlier.tallies as t
  where not t.folded;
  if v_broadcasts is null then
    return;
  end if;
  with taken as (
    delete from outlier.tallies as t
    where t.broadcast_id = any (v_broadcasts)
      or t.campaign_id = any (v_campaigns)
    returning t.broadcast_id, t.campaign_id, t.audience_segment_id, t.measure, t.amount
  )
  insert into outlier.tallies (broadcast_id, campaign_id, audience_segment_id, measure, amount, folded)
  select taken.broadcast_id, taken.campaign_id, taken.audience_segment_id, taken.measure, pg_catalog.sum(taken.amount), true
  from taken
  group by taken.broadcast_id, taken.campaign_id, taken.audience_segment_id, taken.measure
  having pg_catalog.sum(taken.amount) <> 0;
end;
$$;
comment on function outlier.fold_tallies() is 'Adds the rows of each measure up to one. Sums are the same before and after.';
