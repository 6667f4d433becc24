-- The executor died, or its answer was lost, so it is unknown whether the message went out. Outlier neither sends the
-- message again nor moves it to dead letters. If another session has locked a row, this function skips the row.
create or replace function outlier.expire_leases_after(
  p_is_second boolean,
  p_after timestamptz,
  p_now timestamptz
)
returns integer
language plpgsql
volatile
strict
set search_path = ''
as $$
declare
  v_batches bigint[];
  v_expired integer;
  v_numbers text[];
  v_ids bigint[];
begin
  select pg_catalog.array_agg(distinct q.batch_id) into v_batches
  from outlier.queued_messages as q
  where q.is_second = p_is_second
    and q.state = 'sending'
    and q.lease_until > p_after
    and q.lease_until <= p_now;
  if v_batches is null then
    return 0;
  end if;
  -- A claim must not wait for another session's lock. The next call checks the batches that are skipped here.
  v_batches := outlier.try_lock_batches(v_batches);

  with expired as (
    select q.id
    from outlier.queued_messages as q
    where q.is_second = p_is_second
      and q.state = 'sending'
      and q.lease_until > p_after
      and q.lease_until <= p_now
      and q.batch_id = any (v_batches)
    order by q.id
    for update skip locked
  ),
  unknown as (
    update outlier.queued_messages as q
    set state = 'unknown', last_error = 'no answer within the lease'
    from expired
    where q.is_second = p_is_second
      and q.id = expired.id
    returning q.id, q.recipient_phone_number
  )
  select pg_catalog.count(*), pg_catalog.array_agg(u.id), pg_catalog.array_agg(u.recipient_phone_number)
  into v_expired, v_ids, v_numbers
  from unknown as u;
  if v_expired > 0 then
    perform outlier.use_quota(t.quota, v_expired, p_now)
    from outlier.tokens as t
    where t.name = outlier.queue_name(p_is_second);
    -- Missive's webhook about the message may have arrived although the answer did not.
    perform outlier.settle_from_outgoing(v_numbers, v_batches, p_now);
    -- Look up the remaining messages at Twilio.
    perform outlier.look_up_unknown_messages(v_ids, p_now);
  end if;
  return v_expired;
end;
$$;
comment on function outlier.expire_leases_after(boolean, timestamptz, timestamptz) is
  'Sets messages whose lease expired after p_after to unknown. Returns the number of messages.';
