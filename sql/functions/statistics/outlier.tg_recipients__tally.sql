create or replace function outlier.tg_recipients__tally()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_broadcasts bigint[];
  v_campaigns bigint[];
begin
  if TG_OP = 'INSERT' then
    with inserted as (
      insert into outlier.tallies (broadcast_id, campaign_id, audience_segment_id, measure, amount)
      select counted.broadcast_id, counted.campaign_id, counted.audience_segment_id, outlier.recipient_measure(counted.reason), pg_catalog.sum(counted.people)
      from (
        -- Few reasons, many people: the measure is asked for each reason.
        select n.broadcast_id, n.campaign_id, n.audience_segment_id, n.reason, pg_catalog.count(*) as people
        from new_rows as n
        group by 1, 2, 3, 4
      ) as counted
      group by 1, 2, 3, 4
      returning broadcast_id, campaign_id
    )
    select pg_catalog.array_agg(distinct i.broadcast_id), pg_catalog.array_agg(distinct i.campaign_id)
    into v_broadcasts, v_campaigns
    from inserted as i;
    -- Here, because here the rows are looked at anyway.
    perform outlier.require_sources(v_broadcasts, v_campaigns);
  elsif TG_OP = 'DELETE' then
    insert into outlier.tallies (broadcast_id, campaign_id, audience_segment_id, measure, amount)
    select o.broadcast_id, o.campaign_id, o.audience_segment_id, outlier.recipient_measure(o.reason), -pg_catalog.count(*)
    from old_rows as o
    group by 1, 2, 3, 4;
  else
    insert into outlier.tallies (broadcast_id, campaign_id, audience_segment_id, measure, amount)
    select changed.broadcast_id, changed.campaign_id, changed.audience_segment_id, changed.measure, pg_catalog.sum(changed.amount)
    from (
      select n.broadcast_id, n.campaign_id, n.audience_segment_id, outlier.recipient_measure(n.reason) as measure, 1 as amount
      from new_rows as n
      union all
      select o.broadcast_id, o.campaign_id, o.audience_segment_id, outlier.recipient_measure(o.reason), -1
      from old_rows as o
    ) as changed
    group by 1, 2, 3, 4
    having pg_catalog.sum(changed.amount) <> 0;
  end if;
  return null;
end;
$$;
comment on function outlier.tg_recipients__tally() is 'Keeps the sums of people, once per statement. 23503: they are of a broadcast or campaign that does not exist.';

create or replace trigger _200_tally_inserted
  after insert on outlier.recipients
  referencing new table as new_rows
  for each statement
  execute function outlier.tg_recipients__tally();
create or replace trigger _200_tally_updated
  after update on outlier.recipients
  referencing old table as old_rows new table as new_rows
  for each statement
  execute function outlier.tg_recipients__tally();
create or replace trigger _200_tally_deleted
  after delete on outlier.recipients
  referencing old table as old_rows
  for each statement
  execute function outlier.tg_recipients__tally();
