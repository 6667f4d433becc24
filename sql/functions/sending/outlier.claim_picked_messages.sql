-- The caller holds the locks on the messages.
create or replace function outlier.claim_picked_messages(
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
  v_open bigint[];
  v_judged bigint[];
  v_ends timestamptz[];
  v_until timestamptz[];
  v_messages jsonb;
  v_has_late_links boolean := exists (
    select from outlier.batches as b where b.state = 'sending' and b.links_settle_by is not null
  );
begin
  select s.* into v_settings from outlier.settings as s;
  for v_reason, v_ids, v_until in
    select j.reason, pg_catalog.array_agg(j.id), pg_catalog.array_agg(j.until)
    from outlier.judge_messages(p_is_second, p_ids, p_now) as j
    group by j.reason
  loop
    case v_reason
      when 'check' then
        perform outlier.ask_for_labels(p_is_second, v_ids, p_now);
      when 'hold' then
        perform outlier.hold_for_contact_hours(p_is_second, v_ids, p_now);
      when 'expired' then
        perform outlier.expire_messages(p_is_second, v_ids, p_now);
      else
        if v_reason is null then
          v_open := v_ids;
          v_judged := v_ids;
          v_ends := v_until;
        else
          perform outlier.drop_messages(p_is_second, v_ids, v_reason);
        end if;
    end case;
  end loop;

  if v_open is not null and num_nonnulls(v_settings.max_texts_per_day, v_settings.max_batches_per_week) > 0 then
    perform outlier.lock_caps();
    for v_reason, v_ids in
      select c.verdict, pg_catalog.array_agg(c.id)
      from outlier.judge_caps(p_is_second, v_open, p_now) as c
      where c.verdict is not null
      group by c.verdict
    loop
      v_open := array(select o.id from pg_catalog.unnest(v_open) as o (id) where o.id <> all (v_ids));
      if v_reason <> 'later' then
        perform outlier.drop_messages(p_is_second, v_ids, v_reason);
      end if;
    end loop;
  end if;

  with claimed as (
    update outlier.queued_messages as q
    set
      state = 'sending',
      claim_id = p_claim_id,
      claimed_by = p_worker,
      claimed_at = p_now,
      lease_until = p_now + v_settings.lease,
      held_since = null,
      sending_phone_number = v_settings.sending_phone_number,
      -- The short link may have been created after the message was queued.
      message = case
        when v_has_late_links and outlier.has_late_links(q) then outlier.shorten_links(q.message)
        else q.message
      end
    from unnest(v_judged, v_ends) as ends (id, until)
    where q.is_second = p_is_second
      and q.id = ends.id
      and ends.id = any (v_open)
    returning q.id, q.recipient_phone_number, q.message, q.batch_id, q.due_at, q.created_at, ends.until
  ),
  served as (
    insert into outlier.batch_turns as t (batch_id, is_second, claim_id, reached_due_at, reached_id, taken)
    select distinct on (c.batch_id)
      c.batch_id, p_is_second, p_claim_id, c.due_at, c.id, pg_catalog.count(*) over (partition by c.batch_id)
    from claimed as c
    order by c.batch_id, c.due_at desc, c.id desc
    on conflict (batch_id, is_second) do update
    set
      claim_id = excluded.claim_id,
      reached_due_at = greatest(t.reached_due_at, excluded.reached_due_at),
      reached_id = case
        when (excluded.reached_due_at, excluded.reached_id) > (t.reached_due_at, t.reached_id) then excluded.reached_id
        else coalesce(t.reached_id, excluded.reached_id)
      end,
      taken = t.taken + excluded.taken
  )
  select pg_catalog.jsonb_agg(
    pg_catalog.jsonb_build_object(
      'id', claimed.id,
      'to', claimed.recipient_phone_number,
      'batch', claimed.batch_id,
      'text', claimed.message,
      'labels', b.label_ids,
      -- The same value as trace_id() returns.
      'traceId', pg_catalog.md5(v_settings.trace_seed || ':' || claimed.id),
      'queuedAt', claimed.created_at,
      'startWithinMilliseconds', pg_catalog.floor(
        extract(epoch from claimed.until - p_now) * 1000
      )::bigint
    )
    order by claimed.due_at, claimed.id
  )
  into v_messages
  from claimed
  inner join outlier.batches as b on b.id = claimed.batch_id;
  return coalesce(v_messages, jsonb '[]');
end;
$$;
comment on function outlier.claim_picked_messages(boolean, bigint[], bigint, text, timestamptz) is
  'Claims messages for a worker and returns them in the format of api.claim_messages. Drops messages that may no '
  'longer be sent. Postpones messages whose recipients'' contact hours are closed. Requests labels from Missive for '
  'the messages that need them.';
