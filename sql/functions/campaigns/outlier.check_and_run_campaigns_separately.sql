-- pg_cron runs this procedure every minute. Each campaign has its own transaction, so it is visible and durable as
-- soon as it is queued. A large campaign does not delay others that are ready. A procedure that commits cannot set its
-- search_path, so every name below is schema-qualified.
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
    -- If the job is cancelled, stop.
    exit when v_next.outcome = 'cancelled';
  end loop;
end;
$$;
comment on procedure outlier.check_and_run_campaigns_separately() is
  'Queues the due campaigns, each in its own transaction: see run_next_campaign().';
