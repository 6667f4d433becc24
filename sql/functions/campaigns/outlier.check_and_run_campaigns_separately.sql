-- Run by pg_cron every minute. Each campaign is a transaction of its own: it is visible and durable as soon as it is
-- queued, and a large one delays no other that is ready. A procedure that commits cannot pin its search_path: every
-- name below is qualified.
create or replace procedure outlier.check_and_run_campaigns_separately()
language plpgsql
as $$
declare
  v_tried bigint[] := array[]::bigint[];
  v_next record;
begin
  loop
    select n.* into v_next from outlier.run_next_campaign(v_tried, pg_catalog.now()) as n;
    exit when v_next.campaign_id is null;
    v_tried := v_tried || v_next.campaign_id;
    commit;
    -- A job that is cancelled stops.
    exit when v_next.outcome = 'cancelled';
  end loop;
end;
$$;
comment on procedure outlier.check_and_run_campaigns_separately() is
  'Queues the campaigns that are due, each in a transaction of its own: see run_next_campaign().';
