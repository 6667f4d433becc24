create or replace function outlier.record_not_accepted(
  p_is_second boolean,
  p_results outlier.message_result[],
  p_settings outlier.settings,
  p_quota text,
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_dead bigint[];
  v_cancelled bigint[];
  v_spared bigint[];
begin
  if not exists (select from pg_catalog.unnest(p_results) as r where r.outcome <> 'accepted') then
    return;
  end if;
  -- Claims lock the quota's row before rows of recipients. This function keeps the same order.
  perform outlier.hold_quota(p_quota, p_results, p_settings, p_now);

  update outlier.queued_messages as q
  set
    state = 'unknown',
    last_error = coalesce(r.body, 'the answer was lost')
  from pg_catalog.unnest(p_results) as r
  where r.outcome = 'unknown'
    and q.is_second = p_is_second
    and q.id = r.id;
  if found then
    -- The answer was lost, but Missive's webhook about the message may have come already. If it has not, look up the
    -- message at Twilio.
    perform outlier.settle_from_outgoing(
      pg_catalog.array_agg(q.recipient_phone_number), pg_catalog.array_agg(q.batch_id), p_now
    )
    from pg_catalog.unnest(p_results) as r
    inner join outlier.queued_messages as q on q.is_second = p_is_second and q.id = r.id
    where r.outcome = 'unknown';
    perform outlier.look_up_unknown_messages(
      array(select r.id from pg_catalog.unnest(p_results) as r where r.outcome = 'unknown'), p_now
    );
  end if;

  v_spared := outlier.count_refusals(p_is_second, p_results, p_settings, p_quota, p_now);
  update outlier.queued_messages as q
  set
    state = 'waiting',
    claim_id = null,
    claimed_by = null,
    claimed_at = null,
    lease_until = null,
    failures = q.failures + case when r.outcome = 'refused' and q.id <> all (v_spared) then 1 else 0 end,
    due_at = case when r.outcome = 'refused' then p_now + p_settings.refusal_wait else q.due_at end,
    last_status = case when r.outcome = 'refused' then r.status else coalesce(r.status, q.last_status) end,
    last_error = case when r.outcome = 'refused' then r.body else coalesce(r.body, q.last_error) end
  from pg_catalog.unnest(p_results) as r
  where r.outcome in ('refused', 'rate_limited', 'token_refused', 'released')
    and q.is_second = p_is_second
    and q.id = r.id;

  v_dead := array(
    select q.id
    from pg_catalog.unnest(p_results) as r
    inner join outlier.queued_messages as q on q.is_second = p_is_second and q.id = r.id
    where r.outcome = 'refused'
      and q.failures >= p_settings.max_failures
  );
  if pg_catalog.cardinality(v_dead) > 0 then
    perform outlier.move_to_dead_letters(p_is_second, v_dead, p_now);
  end if;

  -- If the batch was cancelled during the call, its messages are not retried.
  v_cancelled := array(
    select q.id
    from pg_catalog.unnest(p_results) as r
    inner join outlier.queued_messages as q on q.is_second = p_is_second and q.id = r.id
    inner join outlier.batches as b on b.id = q.batch_id
    where q.state = 'waiting'
      and b.state = 'cancelled'
  );
  if pg_catalog.cardinality(v_cancelled) > 0 then
    perform outlier.drop_messages(p_is_second, v_cancelled, 'cancelled');
  end if;
end;
$$;
comment on function outlier.record_not_accepted(
  boolean, outlier.message_result[], outlier.settings, text, timestamptz
) is
  'Handles messages that Missive did not accept, or may not have accepted. They wait for a retry, move to dead '
  'letters after settings.max_failures refusals, or stay unknown. Messages of cancelled batches are dropped.';
