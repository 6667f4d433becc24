-- Run by pg_cron every minute. Each campaign stands alone: what one fails at is undone and told, and the others go on.
-- A second run at the same time passes over those that the first has locked.
create or replace function outlier.check_and_run_campaigns(p_now timestamptz default now())
returns text
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_window interval := (select s.catch_up_window from outlier.settings as s);
  v_campaign outlier.campaigns;
  v_message text;
  v_hint text;
  v_run integer := 0;
  v_missed integer := 0;
  v_failed integer := 0;
begin
  for v_campaign in
    select c.*
    from outlier.campaigns as c
    where c.state = 'scheduled'
      and c.run_at <= p_now
    order by c.run_at, c.id
    for update skip locked
  loop
    begin
      if p_now - v_campaign.run_at > v_window then
        v_message := pg_catalog.format('campaign %s was due at %s and was not sent: %s', v_campaign.id, outlier.local_time(v_campaign.run_at),
          coalesce(v_campaign.error, 'the scheduler came only at ' || outlier.local_time(p_now)));
        update outlier.campaigns as c set state = 'missed', error = v_message where c.id = v_campaign.id;
        perform outlier.report_incident(
          'campaign_missed', v_message, 'To send it still, give it a new run_at.', null, v_campaign.id, p_now);
        v_missed := v_missed + 1;
      else
        perform outlier.queue_campaign_messages(v_campaign.id, p_now);
        v_run := v_run + 1;
      end if;
    exception
      -- Nothing is half queued. It is tried again while the window lasts.
      when query_canceled or others then
        get stacked diagnostics v_message = message_text, v_hint = pg_exception_hint;
        update outlier.campaigns as c set error = v_message where c.id = v_campaign.id;
        perform outlier.report_incident(
          'campaign_failed', pg_catalog.format('campaign %s could not be run: %s', v_campaign.id, v_message), v_hint, null, v_campaign.id, p_now);
        raise warning using message = pg_catalog.format('campaign %s could not be run: %s', v_campaign.id, v_message), hint = v_hint;
        v_failed := v_failed + 1;
    end;
  end loop;
  return pg_catalog.format('%s campaigns run, %s failed, %s missed.', v_run, v_failed, v_missed);
end;
$$;
comment on function outlier.check_and_run_campaigns(timestamptz) is
  'Queues the campaigns that are due, reports those that were missed or failed, and returns how many of each.';
