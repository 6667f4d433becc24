-- No call failed, so no failure is counted.
create or replace function outlier.release_suspect_messages(p_failover outlier.failovers, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_is_second boolean;
  v_cancelled bigint[];
begin
  perform outlier.lock_batches(array(
    select distinct q.batch_id
    from outlier.queued_messages as q
    where q.state = 'unknown'
      and q.claimed_by = 'failover ' || p_failover.id
  ));
  perform
  from outlier.queued_messages as q
  where q.state = 'unknown'
    and q.claimed_by = 'failover ' || p_failover.id
  order by q.id
  for update;
  foreach v_is_second in array array[false, true] loop
    v_cancelled := array(
      select q.id
      from outlier.queued_messages as q
      inner join outlier.batches as b on b.id = q.batch_id
      where q.is_second = v_is_second
        and q.state = 'unknown'
        and q.claimed_by = 'failover ' || p_failover.id
        and b.state = 'cancelled'
    );
    if pg_catalog.cardinality(v_cancelled) > 0 then
      perform outlier.drop_messages(v_is_second, v_cancelled, 'cancelled');
    end if;
  end loop;
  update outlier.queued_messages as q
  set state = 'waiting', claim_id = null, claimed_by = null, claimed_at = null, lease_until = null, last_error = null
  where q.state = 'unknown'
    and q.claimed_by = 'failover ' || p_failover.id;
end;
$$;
comment on function outlier.release_suspect_messages(outlier.failovers, timestamptz) is
  'Sets messages that a failover held, and that Twilio''s log does not show as sent, back to waiting. Drops those of '
  'cancelled batches.';
