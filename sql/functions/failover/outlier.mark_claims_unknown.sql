-- The results of these messages may have been recorded in the lost span. The executor then does not submit them again.
-- Without this function, the messages would use the quota until their leases expire. An executor that still has a
-- result submits it, and it counts.
create or replace function outlier.mark_claims_unknown(p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_is_second boolean;
  v_ids bigint[];
begin
  foreach v_is_second in array array[false, true] loop
    with locked as (
      select q.id
      from outlier.queued_messages as q
      where q.is_second = v_is_second
        and q.state = 'sending'
      order by q.id
      for update skip locked
    ),
    doubted as (
      update outlier.queued_messages as q
      set state = 'unknown', last_error = 'a failover may have lost the answer'
      from locked
      where q.is_second = v_is_second
        and q.id = locked.id
      returning q.id
    )
    select pg_catalog.array_agg(d.id) into v_ids from doubted as d;
    if v_ids is not null then
      perform outlier.use_quota(t.quota, pg_catalog.cardinality(v_ids), p_now)
      from outlier.tokens as t
      where t.name = outlier.queue_name(v_is_second);
      -- As with all unknown messages, the lookup starts when the lease has expired.
      perform outlier.look_up_unknown_messages(v_ids, p_now);
    end if;
  end loop;
end;
$$;
comment on function outlier.mark_claims_unknown(timestamptz) is
  'Sets messages that were being sent to unknown after a failover, so that they do not use the quota.';
