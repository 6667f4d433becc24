-- The caller holds the locks on the messages.
create or replace function outlier.take_messages(
  p_is_second boolean,
  p_ids bigint[],
  p_claim_id bigint,
  p_worker text,
  p_now timestamptz
)
returns jsonb
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_settings outlier.settings;
  v_reason text;
  v_ids bigint[];
  v_messages jsonb;
begin
  select s.* into v_settings from outlier.settings as s;
  for v_reason, v_ids in
    select judged.reason, pg_catalog.array_agg(judged.id)
    from (
      select q.id, coalesce(outlier.verdict_on(q), outlier.exclusion_verdict(q, p_now)) as reason
      from outlier.queued_messages as q
      where q.is_second = p_is_second
        and q.id = any (p_ids)
    ) as judged
    group by judged.reason
  loop
    if v_reason = 'check' then
      perform outlier.ask_for_labels(p_is_second, v_ids, p_now);
      continue;
    end if;
    if v_reason is not null then
      perform outlier.drop_messages(p_is_second, v_ids, v_reason);
      continue;
    end if;
    with claimed as (
      update outlier.queued_messages as q
      set
        state = 'sending',
        claim_id = p_claim_id,
        claimed_by = p_worker,
        claimed_at = p_now,
        lease_until = p_now + v_settings.lease,
        sending_phone_number = v_settings.sending_phone_number,
        -- Made since it was queued.
        message = case when outlier.links_came_late(q) then outlier.with_short_links(q.message) else q.message end
      where q.is_second = p_is_second
        and q.id = any (v_ids)
      returning q.id, q.recipient_phone_number, q.message, q.batch_id, q.due_at, q.created_at
    )
    select pg_catalog.jsonb_agg(
      pg_catalog.jsonb_build_object(
        'id', claimed.id,
        'to', claimed.recipient_phone_number,
        'batch', claimed.batch_id,
        'text', claimed.message,
        'labels', b.label_ids,
        -- As trace_id() makes it.
        'traceId', pg_catalog.md5(v_settings.trace_seed || ':' || claimed.id),
        'queuedAt', claimed.created_at
      )
      order by claimed.due_at, claimed.id
    )
    into v_messages
    from claimed
    inner join outlier.batches as b on b.id = claimed.batch_id;
  end loop;
  return coalesce(v_messages, jsonb '[]');
end;
$$;
comment on function outlier.take_messages(boolean, bigint[], bigint, text, timestamptz) is
  'Claims messages for a worker and returns them as api.claim_messages does. Drops those that may no longer be sent, '
  'and has Missive asked about the labels of those that need it.';
