-- Their answers may have been recorded in the lost span, and then nobody hands them in. They would hold the quota until
-- their leases end. An executor that still has an answer hands it in, and it counts.
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
      -- When their leases are over, as ever.
      perform outlier.look_up_unknown_messages(v_ids, p_now);
    end if;
  end loop;
end;
$$;
comment on function outlier.mark_claims_unknown(timestamptz) is
  'After a failover: messages that were being sent count as unknown, so that they hold up nobody.';
