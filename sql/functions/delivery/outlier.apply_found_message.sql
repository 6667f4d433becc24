-- If the outgoing webhook or an administrator has settled the message meanwhile, that result stays.
create or replace function outlier.apply_found_message(p_request outlier.requests, p_answer jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_messages outlier.logged_message[] := outlier.read_logged_messages(p_answer -> 'messages', p_now);
  v_message outlier.queued_messages;
  v_sid text;
begin
  if pg_catalog.jsonb_typeof(p_answer -> 'messages') is distinct from 'array' then
    perform outlier.fail_twilio_request(p_request, 'the answer is not a list of messages', p_now);
    return;
  end if;
  perform outlier.lock_refused_people(v_messages);
  perform outlier.lock_batches(pg_catalog.array_agg(q.batch_id))
  from outlier.queued_messages as q
  where q.id = (p_request.payload ->> 'message')::bigint
    and q.claim_id = (p_request.payload ->> 'claim')::bigint;
  perform outlier.apply_twilio_opt_outs(v_messages, p_now);
  select q.* into v_message
  from outlier.queued_messages as q
  where q.id = (p_request.payload ->> 'message')::bigint
    and q.claim_id = (p_request.payload ->> 'claim')::bigint
    and q.state = 'unknown'
  for update;
  if not found then
    delete from outlier.requests as r where r.id = p_request.id;
    return;
  end if;

  v_sid := outlier.find_twilio_id(v_message, v_messages);
  if v_sid is null
    and p_answer ->> 'next_page_uri' is distinct from p_request.payload ->> 'page'
    and p_answer ->> 'next_page_uri' is not null
  then
    update outlier.requests as r
    set payload = r.payload || pg_catalog.jsonb_build_object('page', p_answer -> 'next_page_uri')
    where r.id = p_request.id;
    perform outlier.requeue_request(p_request.id, p_now);
    perform outlier.wake_executor('requests');
    return;
  end if;
  delete from outlier.requests as r where r.id = p_request.id;
  if v_sid is null then
    perform outlier.settle_as_not_sent(v_message, p_now);
    return;
  end if;

  perform outlier.settle_unknown_message(v_message.id, true, p_now);
  update outlier.message_statuses as s
  set
    twilio_id = v_sid,
    missive_id = coalesce(s.missive_id, t.id),
    missive_conversation_id = coalesce(s.missive_conversation_id, t.conversation_id),
    updated_at = p_now
  from (values (v_sid)) as found (sid)
  -- Missive's webhook may have come before this row existed. It changed nothing then.
  left join outlier.twilio_messages as t
    on t.to_phone_number = v_message.recipient_phone_number
    and t.external_id = found.sid
    and not exists (select from outlier.message_statuses as other where other.missive_id = t.id)
  where s.queued_message_id = v_message.id;
  perform outlier.apply_logged_messages(v_messages, p_now);
end;
$$;
comment on function outlier.apply_found_message(outlier.requests, jsonb, timestamptz) is
  'Applies the part of Twilio''s log about one person. If it contains a message with an unknown outcome, records the '
  'message as sent. If not, requests the next page. After the last page, makes the message due again.';
