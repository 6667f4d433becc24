-- If a campaign fails, only that campaign is rolled back and reported, and the others continue. Campaigns that failed
-- before come last, so that a campaign that times out each minute does not delay the others. Small campaigns come
-- before large ones, so that they wait for a moment and not for minutes. A second run at the same time skips the
-- campaign that the first run has locked.
create or replace function outlier.run_next_campaign(
  p_except bigint[],
  p_now timestamptz,
  out campaign_id bigint,
  out outcome text
)
language plpgsql
volatile
set search_path = ''
-- If a campaign waits for another session's lock, Outlier retries it a minute later.
set lock_timeout = '10s'
as $$
declare
  v_campaign outlier.campaigns;
  v_message text;
  v_hint text;
  v_state text;
  v_batch outlier.batches;
  v_approval outlier.approvals;
  v_gap text;
  v_people text;
begin
  if outlier.describe_copy() is not null then
    return;
  end if;
  select c.* into v_campaign
  from outlier.campaigns as c
  where c.state = 'scheduled'
    and c.run_at <= p_now
    and c.id <> all (p_except)
  order by c.error is not null, c.recipient_count nulls first, c.run_at, c.id
  limit 1
  for no key update skip locked;
  if not found then
    return;
  end if;
  campaign_id := v_campaign.id;
  select b.* into v_batch from outlier.batches as b where b.id = v_campaign.id;
  v_approval := outlier.find_approval(v_batch);
  v_gap := outlier.explain_missing_approval(v_batch, v_approval, outlier.count_batch_people(v_batch));
  begin
    -- A campaign waits for its approval as long as its messages may still be sent. It starts when the approval comes.
    if v_gap is not null and p_now < v_batch.run_at + v_batch.send_within then
      update outlier.batches as b set error = v_gap where b.id = v_campaign.id and b.error is distinct from v_gap;
      outcome := 'waiting';
    elsif p_now - greatest(v_campaign.run_at, v_approval.approved_at)
      > (select s.catch_up_window from outlier.settings as s)
    then
      v_message := pg_catalog.format('campaign %s was due at %s and was not sent: %s', v_campaign.id,
        outlier.local_time(v_campaign.run_at),
        coalesce(v_campaign.error, 'the scheduler ran only at ' || outlier.local_time(p_now)));
      update outlier.campaigns as c set state = 'missed', error = v_message where c.id = v_campaign.id;
      perform outlier.report_incident(
        'campaign_missed', v_message, 'To send it, set a new run_at.', v_campaign.id, p_now);
      outcome := 'missed';
    else
      perform outlier.queue_campaign_messages(v_campaign.id, p_now);
      outcome := 'run';
    end if;
  exception
    -- The campaign has more people than were counted or approved. Store the new number in its row.
    when sqlstate 'OT012' then
      get stacked diagnostics v_message = message_text, v_people = pg_exception_detail;
      update outlier.batches as b
      set error = v_message, recipient_count = v_people::integer
      where b.id = v_campaign.id;
      outcome := 'waiting';
    -- Everything was rolled back. Outlier retries the campaign within the catch-up window.
    when query_canceled or others then
      get stacked diagnostics v_message = message_text, v_hint = pg_exception_hint, v_state = returned_sqlstate;
      update outlier.campaigns as c set error = v_message where c.id = v_campaign.id;
      perform outlier.report_incident(
        'campaign_failed',
        pg_catalog.format('campaign %s could not be run: %s', v_campaign.id, v_message),
        v_hint,
        v_campaign.id,
        p_now
      );
      raise warning using
        message = pg_catalog.format('campaign %s could not be run: %s', v_campaign.id, v_message),
        hint = v_hint;
      outcome := case when v_state = '57014' then 'cancelled' else 'failed' end;
  end;
end;
$$;
comment on function outlier.run_next_campaign(bigint[], timestamptz) is
  'Queues one due campaign that is not in p_except, or reports that it was missed. Returns the outcome: run, failed, '
  'missed, waiting (for an approval), or cancelled (the job was cancelled or took too long). Null: no campaign is '
  'due.';
