-- Copies Missive's labels into the mirror. is_excluded() then decides, with a response or without one. The response
-- describes the moment at which the request was claimed. A later webhook or post of ours is newer.
create or replace function outlier.apply_conversation_read(
  p_request outlier.requests,
  p_answer jsonb,
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_is_second boolean := (p_request.payload ->> 'isSecond')::boolean;
  v_conversation_id uuid := (p_request.payload ->> 'conversation')::uuid;
  v_labels jsonb := p_answer #> '{conversations,0,shared_labels}';
  v_found_id uuid := outlier.json_id(p_answer #> '{conversations,0}');
  v_message outlier.queued_messages;
  v_segments jsonb;
begin
  if v_found_id <> v_conversation_id then
    perform outlier.merge_conversation(
      v_conversation_id, v_found_id, pg_catalog.jsonb_typeof(v_labels) is not distinct from 'array', p_now
    );
    v_conversation_id := v_found_id;
  end if;
  if pg_catalog.jsonb_typeof(v_labels) = 'array' then
    -- The comparison is "<", not "<=": a webhook of the same moment may be newer than the request.
    update outlier.conversations as c
    set labels_at = p_request.claimed_at
    where c.id = v_conversation_id
      and (c.labels_at is null or c.labels_at < p_request.claimed_at);
    if found then
      perform outlier.upsert_labels(v_labels, p_now);
      perform outlier.sync_conversation_labels(v_conversation_id, v_labels, p_now);
    end if;
  end if;
  perform outlier.lock_batches(array(
    select q.batch_id
    from outlier.queued_messages as q
    where q.is_second = v_is_second
      and q.id = (p_request.payload ->> 'message')::bigint
  ));
  select q.* into v_message
  from outlier.queued_messages as q
  where q.is_second = v_is_second
    and q.id = (p_request.payload ->> 'message')::bigint
    and q.state = 'checking'
  for update;
  delete from outlier.requests as r where r.id = p_request.id;
  if v_message.id is null then
    -- The message was cancelled, or the person opted out, while the request ran.
    return;
  end if;
  select coalesce(b.segments, b.inherited_exclusion) into v_segments
  from outlier.batches as b
  where b.id = v_message.batch_id;
  if outlier.is_excluded(v_segments, v_message.recipient_phone_number) then
    perform outlier.drop_messages(v_is_second, array[v_message.id], 'excluded_segment');
    perform outlier.finish_sent_batches(array[v_message.batch_id], p_now);
    return;
  end if;
  update outlier.queued_messages as q
  set state = 'waiting', checked_at = p_now
  where q.is_second = v_is_second
    and q.id = v_message.id;
  perform outlier.wake_executor(outlier.queue_name(v_is_second));
end;
$$;
comment on function outlier.apply_conversation_read(outlier.requests, jsonb, timestamptz) is
  'Processes Missive''s response about a conversation''s labels. If an excluded segment has the recipient, drops the '
  'message; otherwise lets it be sent. p_answer is null if Missive gave no response: the mirror''s labels then '
  'decide.';
