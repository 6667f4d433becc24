-- The old primary may have sent these messages so shortly before it failed that Twilio's log does not show them yet. A
-- frozen executor may also still send them. This takes messages in the order in which they would have been claimed, and
-- as many as the quota allowed in the lost span.
create or replace function outlier.hold_suspect_messages(p_failover outlier.failovers, p_now timestamptz)
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_batches bigint[] := array(
    select b.id
    from outlier.batches as b
    -- A batch that is paused here may have been resumed in the lost span.
    where b.state in ('sending', 'paused')
      and b.started_at <= p_failover.noticed_at
  );
  v_token record;
  v_round integer;
  v_held integer := 0;
begin
  perform outlier.lock_batches(v_batches);
  for v_token in
    select
      queues.is_second,
      (
        select pg_catalog.min(l.calls * greatest(1, pg_catalog.ceil(
          extract(epoch from p_failover.noticed_at - p_failover.lost_from) / extract(epoch from l.per)
        )))
        from outlier.tokens as t
        inner join outlier.quota_limits as l on l.quota = t.quota
        where t.name = outlier.queue_name(queues.is_second)
      )::bigint as calls
    from (values (false), (true)) as queues (is_second)
  loop
    with suspects as (
      select q.id
      from outlier.queued_messages as q
      inner join outlier.authors as a on a.phone_number = q.recipient_phone_number
      where q.is_second = v_token.is_second
        and q.batch_id = any (v_batches)
        and q.state in ('waiting', 'checking')
        and q.due_at <= p_failover.noticed_at
        -- A claim drops messages to these people, so no call is made.
        and not a.unsubscribed
        and not a.exclude
      order by q.due_at, q.id
      limit v_token.calls
    ),
    locked as (
      select q.id
      from outlier.queued_messages as q
      inner join suspects on suspects.id = q.id
      where q.is_second = v_token.is_second
      order by q.id
      for update of q
    )
    update outlier.queued_messages as q
    set
      state = 'unknown',
      claim_id = 0,
      claimed_by = 'failover ' || p_failover.id,
      claimed_at = p_failover.lost_from,
      lease_until = p_failover.settle_at,
      last_error = 'a failover may have lost the record that this message was sent'
    from locked
    where q.is_second = v_token.is_second
      and q.id = locked.id;
    get diagnostics v_round = row_count;
    v_held := v_held + v_round;
  end loop;
  return v_held;
end;
$$;
comment on function outlier.hold_suspect_messages(outlier.failovers, timestamptz) is
  'Sets messages to unknown that the old primary may have sent and that Twilio''s log does not show yet. They stay '
  'unknown until the second reading of the log. Returns their number.';
