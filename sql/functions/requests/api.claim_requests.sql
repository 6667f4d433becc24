-- This works like claim_messages, for all tokens. Each token has its own quota, whose row is locked in the order of
-- names. A request whose executor stopped is handled in a transaction of its own, because its consequences take locks
-- that a claim should not hold.
create or replace function api.claim_requests(p_worker text, p_limit integer, p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_quota outlier.quotas;
  v_lease interval := (select s.lease from outlier.settings as s);
  v_claim_id bigint := pg_catalog.nextval('outlier.claim_id_seq');
  v_left integer := p_limit;
  v_ids bigint[];
  v_is_text boolean;
  v_requests jsonb;
  v_all jsonb := jsonb '[]';
  v_next timestamptz;
begin
  -- This comes before any post is made. See notice_failover().
  perform outlier.record_heartbeat(p_now);
  if outlier.describe_copy() is not null then
    return pg_catalog.jsonb_build_object('requests', v_all);
  end if;
  if outlier.expire_request(p_now) then
    return pg_catalog.jsonb_build_object('requests', v_all, 'wakeInMilliseconds', 0);
  end if;
  perform outlier.request_message_reads(p_now);
  perform outlier.expire_direct_texts(p_now);
  for v_quota in
    select q.*
    from outlier.quotas as q
    where exists (
      select
      from outlier.requests as r
      inner join outlier.request_kinds as k on k.kind = r.kind
      inner join outlier.tokens as t on t.name = k.called_as
      where t.quota = q.name
        and r.state = 'waiting'
        and r.due_at <= p_now
    )
    order by q.name
    for no key update
  loop
    -- Texts to people come first and may use the whole quota. Other requests may use only the part that is not reserved
    -- for texts.
    v_ids := array[]::bigint[];
    foreach v_is_text in array array[true, false] loop
      v_ids := v_ids || array(
        select r.id
        from outlier.requests as r
        where r.state = 'waiting'
          and r.due_at <= p_now
          and r.kind in (
            select k.kind
            from outlier.request_kinds as k
            inner join outlier.tokens as t on t.name = k.called_as
            where t.quota = v_quota.name
          )
          and (r.kind = 'send_text') = v_is_text
          and (not v_is_text or outlier.is_sending_allowed())
        order by r.due_at, r.id
        limit greatest(0, least(
          v_left - pg_catalog.cardinality(v_ids),
          outlier.quota_allowance(v_quota, v_is_text, p_now) - pg_catalog.cardinality(v_ids)
        ))
        for update skip locked
      );
    end loop;
    with claimed as (
      update outlier.requests as r
      set
        state = 'working',
        claim_id = v_claim_id,
        claimed_by = p_worker,
        claimed_at = p_now,
        lease_until = p_now + v_lease
      where r.id = any (v_ids)
      returning r.id, r.kind, r.payload, r.due_at
    )
    select pg_catalog.jsonb_agg(
      pg_catalog.jsonb_build_object('id', c.id, 'claimId', v_claim_id, 'kind', c.kind, 'payload', c.payload)
      order by c.kind = 'send_text' desc, c.due_at, c.id
    )
    into v_requests
    from claimed as c;
    v_all := v_all || coalesce(v_requests, '[]');
    v_left := v_left - pg_catalog.cardinality(v_ids);

    foreach v_is_text in array array[true, false] loop
      if exists (
        select
        from outlier.requests as r
        inner join outlier.request_kinds as k on k.kind = r.kind
        inner join outlier.tokens as t on t.name = k.called_as
        where t.quota = v_quota.name
          and r.state = 'waiting'
          and r.due_at <= p_now
          and (r.kind = 'send_text') = v_is_text
          and (not v_is_text or outlier.is_sending_allowed())
      ) then
        -- Null if the quota waits only for calls in progress. The executor claims again when one of them ends.
        v_next := least(v_next, outlier.quota_free_at(v_quota, v_is_text, p_now));
      end if;
    end loop;
  end loop;
  v_next := least(
    v_next,
    (select pg_catalog.min(r.due_at) from outlier.requests as r where r.state = 'waiting' and r.due_at > p_now),
    (select pg_catalog.min(w.due_at) from outlier.message_reads as w where w.due_at > p_now)
  );
  return pg_catalog.jsonb_build_object(
    'requests', v_all,
    'leaseMilliseconds', (extract(epoch from v_lease) * 1000)::bigint,
    'wakeInMilliseconds', pg_catalog.ceil(extract(epoch from v_next - p_now) * 1000)::bigint
  );
end;
$$;
comment on function api.claim_requests(text, integer, timestamptz) is
  'Claims up to p_limit due requests for a worker, with a lease and within their quotas. Returns the requests, the '
  'lease in milliseconds, and the number of milliseconds until the next claim.';
grant execute on function api.claim_requests(text, integer, timestamptz) to outlier_executor;
