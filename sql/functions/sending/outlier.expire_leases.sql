-- The executor died, or its answer was lost: nobody knows whether the message went out. It is neither sent again nor given up.
create or replace function outlier.expire_leases(p_is_second boolean, p_now timestamptz)
returns integer
language plpgsql
volatile
strict
set search_path = ''
as $$
declare
  v_expired integer;
  v_ids bigint[];
begin
  with expired as (
    select q.id
    from outlier.queued_messages as q
    where q.is_second = p_is_second
      and q.state = 'sending'
      and q.lease_until <= p_now
    order by q.id
    for update skip locked
  ),
  marked as (
    update outlier.queued_messages as q
    set state = 'unknown', last_error = 'no answer within the lease'
    from expired
    where q.is_second = p_is_second
      and q.id = expired.id
    returning q.id
  )
  select pg_catalog.array_agg(m.id), pg_catalog.count(*) into v_ids, v_expired from marked as m;
  if v_expired > 0 then
    perform outlier.use_quota(t.quota, v_expired, p_now)
    from outlier.tokens as t
    where t.name = outlier.queue_of(p_is_second);
    perform outlier.ask_twilio_about(v_ids, p_now);
  end if;
  return v_expired;
end;
$$;
comment on function outlier.expire_leases(boolean, timestamptz) is 'Sets messages whose lease ran out to unknown, and returns how many.';
