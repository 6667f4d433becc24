create or replace function outlier.queue_campaign_messages(
  campaign_id bigint,
  p_now timestamptz default now(),
  p_is_judged boolean default false
)
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_batch outlier.batches := outlier.start_batch('campaign', queue_campaign_messages.campaign_id, p_now);
begin
  if v_batch.segments is not null then
    perform outlier.choose_campaign_audience(v_batch);
    perform outlier.queue_recipients(v_batch, p_now);
  else
    perform outlier.queue_file(v_batch, p_is_judged, p_now);
  end if;
  return outlier.end_queueing(v_batch, p_now);
end;
$$;
comment on function outlier.queue_campaign_messages(bigint, timestamptz, boolean) is
  'Selects the people of a scheduled campaign, lists them in recipients and queues their first messages. Returns the '
  'number of messages. p_is_judged: the lines of its file have just received their verdicts. OT005: the campaign is '
  'already queued. OT010: its segments are no longer accepted.';
