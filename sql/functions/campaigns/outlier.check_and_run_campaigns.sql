-- For a call by hand, in the caller's transaction. pg_cron calls check_and_run_campaigns_separately(), which commits
-- after each campaign.
create or replace function outlier.check_and_run_campaigns(p_now timestamptz default now())
returns text
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_tried bigint[] := array[]::bigint[];
  v_outcomes text[] := array[]::text[];
  v_next record;
begin
  loop
    select n.* into v_next from outlier.run_next_campaign(v_tried, p_now) as n;
    exit when v_next.campaign_id is null;
    v_tried := v_tried || v_next.campaign_id;
    v_outcomes := v_outcomes || v_next.outcome;
    -- If the job is cancelled, stop.
    exit when v_next.outcome = 'cancelled';
  end loop;
  return (
    select pg_catalog.format(
      '%s campaigns run, %s failed, %s missed%s.',
      pg_catalog.count(*) filter (where o.outcome = 'run'),
      pg_catalog.count(*) filter (where o.outcome in ('failed', 'cancelled')),
      pg_catalog.count(*) filter (where o.outcome = 'missed'),
      ', ' || nullif(pg_catalog.count(*) filter (where o.outcome = 'waiting'), 0) || ' waiting for an approval'
    )
    from pg_catalog.unnest(v_outcomes) as o (outcome)
  );
end;
$$;
comment on function outlier.check_and_run_campaigns(timestamptz) is
  'Queues the due campaigns and reports those that were missed or failed. Returns a sentence with the number of each.';
