create or replace function outlier.notice_failover(p_beat outlier.heartbeat, p_timeline text, p_now timestamptz)
returns bigint
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_id bigint;
begin
  insert into outlier.failovers (old_timeline, new_timeline, lost_from, noticed_at, settle_at, is_synchronous)
  select
    p_beat.timeline,
    p_timeline,
    least(p_beat.beat_at, p_now),
    p_now,
    p_now + greatest(s.lease, s.ask_twilio_after),
    p_beat.is_synchronous
  from outlier.settings as s
  returning id into v_id;
  perform outlier.skip_used_ids();
  perform outlier.mark_claims_unknown(p_now);
  -- The results of these requests may be lost. Outlier looks for a post or label before it creates one.
  update outlier.requests as r
  set
    kind = case r.kind when 'create_post' then 'find_post' else 'list_labels' end,
    payload = case r.kind when 'create_post' then r.payload else r.payload || '{"offset": 0}' end
  where r.kind in ('create_post', 'create_label')
    and r.state = 'waiting';
  -- A direct text that waits again may already have been sent.
  perform outlier.settle_direct_text(doubted, 'unknown', null, 'the database failed over', p_now)
  from (
    select r.*
    from outlier.requests as r
    where r.kind = 'send_text'
    order by r.id
    for update skip locked
  ) as doubted;
  -- Calls to Twilio that were in progress would use its quota until their leases expire. The reading of the log needs
  -- the quota now.
  with doubted as (
    select r.id
    from outlier.requests as r
    inner join outlier.request_kinds as k on k.kind = r.kind
    where r.state = 'working'
      and k.called_as = 'twilio'
    order by r.id
    for update of r skip locked
  )
  update outlier.requests as r
  set
    state = 'waiting',
    claim_id = null,
    claimed_by = null,
    claimed_at = null,
    lease_until = null
  from doubted
  where r.id = doubted.id;
  perform outlier.ask_for_lost_span(v_id, p_now, p_now);
  return v_id;
end;
$$;
comment on function outlier.notice_failover(outlier.heartbeat, text, timestamptz) is
  'Records a failover: commits since the heartbeat p_beat may be lost. Adds requests to read Twilio''s log for that '
  'span. Nothing is sent until the log has been read. Returns the id of the failover.';
