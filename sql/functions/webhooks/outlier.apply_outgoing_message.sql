create or replace function outlier.apply_outgoing_message(p_event jsonb, p_digest bytea, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_message_id uuid := outlier.json_id(p_event -> 'message');
  v_to text := outlier.find_message_person(p_event);
  v_under_way boolean := false;
  v_batches bigint[];
begin
  perform outlier.mirror_conversation(p_event, p_digest, p_now);
  perform outlier.upsert_message(p_event, p_now);
  select pg_catalog.array_agg(distinct q.batch_id) into v_batches
  from outlier.queued_messages as q
  where q.recipient_phone_number = v_to
    and q.claim_id is not null;
  if v_batches is not null then
    -- While the result of our own call is being recorded, its batch is locked. Waiting for this lock makes sure that
    -- one of the two sessions sees the other's changes.
    perform outlier.lock_batches(v_batches);
    perform
    from outlier.queued_messages as q
    where q.recipient_phone_number = v_to
      and q.claim_id is not null
      and q.batch_id = any (v_batches)
    order by q.id
    for update;
    v_under_way := found;
    perform outlier.settle_from_outgoing(array[v_to], v_batches, p_now);
  end if;
  perform outlier.assign_missive_ids(array[v_to], p_now);
  -- The update below is for messages that Outlier sent or is sending. Other outgoing messages need no update.
  if not v_under_way and not exists (select from outlier.message_statuses as s where s.missive_id = v_message_id) then
    return;
  end if;
  update outlier.message_statuses as s
  set
    twilio_id = coalesce(t.external_id, s.twilio_id),
    twilio_sent_status = outlier.merge_status(
      s.twilio_sent_status, outlier.status_from_missive(t.external_id, t.delivered_at)
    ),
    twilio_sent_at = coalesce(t.delivered_at, s.twilio_sent_at),
    missive_conversation_id = coalesce(s.missive_conversation_id, t.conversation_id),
    updated_at = p_now
  from outlier.twilio_messages as t
  where t.id = v_message_id
    and s.missive_id = t.id
    -- A status from Twilio itself takes precedence over Missive's.
    and not s.twilio_seen
    -- Without a Twilio id, Twilio may not have the message yet. Outlier asks Missive again shortly.
    and t.external_id is not null
    and (
      s.twilio_id is distinct from t.external_id
        or s.missive_conversation_id is null
        or s.twilio_sent_at is distinct from coalesce(t.delivered_at, s.twilio_sent_at)
      or s.twilio_sent_status is distinct from outlier.merge_status(
        s.twilio_sent_status, outlier.status_from_missive(t.external_id, t.delivered_at)
      )
    );
  perform outlier.plan_message_reads(array[v_message_id], p_now);
end;
$$;
comment on function outlier.apply_outgoing_message(jsonb, bytea, timestamptz) is
  'Processes an outgoing SMS: settles a message of Outlier''s whose outcome was unknown, updates the status of '
  'Outlier''s messages, and plans a query to Missive about the message. Works both before and after the result of our '
  'own call is recorded.';
