-- Claims take turns on the quota's row. A claim that dies leaves nothing; one that commits has its lease.
create or replace function api.claim_messages(p_queue text, p_worker text, p_limit integer, p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_is_second boolean := outlier.is_second_queue(p_queue);
  v_settings outlier.settings;
  v_quota outlier.quotas;
  v_claim_id bigint := pg_catalog.nextval('outlier.claim_id_seq');
  v_left integer;
  v_picked bigint[];
  v_reason text;
  v_ids bigint[];
  v_messages jsonb;
  v_all jsonb := jsonb '[]';
  v_next timestamptz;
begin
  select s.* into v_settings from outlier.settings as s;
  -- Of both queues: they may share a quota, and calls of a dead executor would take its place for ever.
  perform outlier.expire_leases(false, p_now);
  perform outlier.expire_leases(true, p_now);
  if v_settings.sending_stopped is distinct from false or v_settings.sending_phone_number is null then
    return pg_catalog.jsonb_build_object('messages', v_all);
  end if;
  perform outlier.keep_sending_number(v_settings.sending_phone_number, p_now);
  if v_settings.organization_id is null then
    perform outlier.pause_unlabelled_campaigns(p_now);
  end if;

  select q.* into strict v_quota
  from outlier.tokens as t
  inner join outlier.quotas as q on q.name = t.quota
  where t.name = p_queue
  for no key update of q;
  v_left := least(p_limit, outlier.quota_allowance(v_quota, p_now));

  while v_left > 0 loop
    v_picked := outlier.pick_due_messages(v_is_second, v_left, p_now);
    exit when v_picked is null;
    v_messages := null;
    for v_reason, v_ids in
      select judged.reason, pg_catalog.array_agg(judged.id)
      from (
        select q.id, coalesce(outlier.verdict_on(q), case when outlier.needs_check(q, p_now) then 'check' end) as reason
        from outlier.queued_messages as q
        where q.is_second = v_is_second
          and q.id = any (v_picked)
      ) as judged
      group by judged.reason
    loop
      if v_reason = 'check' then
        perform outlier.ask_for_labels(v_is_second, v_ids, p_now);
        continue;
      end if;
      if v_reason is not null then
        perform outlier.drop_messages(v_is_second, v_ids, v_reason);
        continue;
      end if;
      with claimed as (
        update outlier.queued_messages as q
        set
          state = 'sending',
          claim_id = v_claim_id,
          claimed_by = p_worker,
          claimed_at = p_now,
          lease_until = p_now + v_settings.lease,
          sending_phone_number = v_settings.sending_phone_number,
          -- Made since it was queued.
          message = case when outlier.links_came_late(q) then outlier.with_short_links(q.message) else q.message end
        where q.is_second = v_is_second
          and q.id = any (v_ids)
        returning q.id, q.recipient_phone_number, q.message, q.campaign_id, q.due_at, q.created_at
      )
      select pg_catalog.jsonb_agg(
        pg_catalog.jsonb_build_object(
          'id', claimed.id, 'to', claimed.recipient_phone_number, 'text', claimed.message, 'labels', coalesce(c.label_ids, '{}'),
          -- As trace_id() makes it.
          'traceId', pg_catalog.md5(v_settings.trace_seed || ':' || claimed.id), 'queuedAt', claimed.created_at
        )
        order by claimed.due_at, claimed.id
      )
      into v_messages
      from claimed
      left join outlier.campaigns as c on c.id = claimed.campaign_id;
      v_all := v_all || v_messages;
    end loop;
    v_left := v_left - coalesce(pg_catalog.jsonb_array_length(v_messages), 0);
  end loop;

  -- Less than was asked for: say when to ask again.
  if pg_catalog.jsonb_array_length(v_all) < p_limit then
    v_next := outlier.next_due_at(v_is_second);
    if v_next <= p_now then
      -- Neither quota nor time in the way: another session holds the rows for this moment.
      v_next := coalesce(outlier.quota_free_at(v_quota, p_now), p_now + interval '1 second');
    end if;
  end if;
  return pg_catalog.jsonb_build_object(
    'claimId', v_claim_id,
    'claimedAt', p_now,
    'from', v_settings.sending_phone_number,
    'organization', v_settings.organization_id,
    'messages', v_all,
    'wakeInMilliseconds', pg_catalog.ceil(extract(epoch from v_next - p_now) * 1000)::bigint
  );
end;
$$;
comment on function api.claim_messages(text, text, integer, timestamptz) is
  'Hands up to p_limit due messages of a queue to a worker, under a lease and within the quota, and says when to ask again. Drops those whose recipient may no longer be texted. OT008: no such queue.';
grant execute on function api.claim_messages(text, text, integer, timestamptz) to outlier_executor;
