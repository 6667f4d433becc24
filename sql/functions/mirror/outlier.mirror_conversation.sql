-- The caller holds the lock on the conversation. A snapshot that is older than the mirror changes nothing. It is older
-- if it is about an earlier message or comment, or if it lacks a message that the mirror knows. If neither decides, it
-- is older if it arrived earlier, as in a retried event. Of two snapshots that arrive within seconds, the later may get
-- the lock first. The one with the later message is then the newer one. A retried event arrives late, and its data may
-- have changed since.
create or replace function outlier.mirror_conversation(p_event jsonb, p_digest bytea, p_now timestamptz)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_new jsonb := p_event -> 'conversation';
  v_id uuid := outlier.json_id(v_new);
  v_known outlier.conversations;
  v_message_at timestamptz := coalesce(
    outlier.json_time(p_event #> '{message,created_at}', p_now),
    outlier.json_time(p_event #> '{message,delivered_at}', p_now),
    outlier.json_time(p_event #> '{latest_message,created_at}', p_now),
    outlier.json_time(p_event #> '{latest_message,delivered_at}', p_now)
  );
  v_event_at timestamptz := case
    when p_event ? 'message' then v_message_at
    when p_event ? 'comment' then outlier.json_time(p_event #> '{comment,created_at}', p_now)
  end;
  v_team_id uuid;
  v_labels_at timestamptz;
begin
  if v_id is null then
    return false;
  end if;
  select c.* into v_known from outlier.conversations as c where c.id = v_id;
  if v_event_at < v_known.snapshot_at
    or v_message_at < v_known.message_at
    or p_now < v_known.heard_at - interval '10 seconds'
    or (
      p_now < v_known.heard_at and (v_event_at > v_known.snapshot_at or v_message_at > v_known.message_at) is not true
    )
  then
    return false;
  end if;

  v_team_id := case when v_new ? 'team' then outlier.json_id(v_new -> 'team') else v_known.team_id end;
  if v_team_id is distinct from v_known.team_id
    and (v_known.heard_at is not null or p_event #>> '{rule,type}' = 'team_change')
  then
    insert into outlier.conversation_history (conversation_id, change_type, team_id, changed_at)
    values (v_id, 'team_change', v_team_id, p_now)
    on conflict do nothing;
  end if;
  -- Missive may have been asked for the labels after this event arrived. Missive's response is then newer.
  if pg_catalog.jsonb_typeof(v_new -> 'shared_labels') = 'array'
    and (v_known.labels_at > greatest(p_now, v_known.heard_at)) is not true
  then
    v_labels_at := greatest(p_now, v_known.heard_at);
  end if;
  update outlier.conversations as c
  set
    subject = case when v_new ? 'subject' then outlier.json_text(v_new -> 'subject') else c.subject end,
    latest_message_subject =
      case
        when v_new ? 'latest_message_subject' then outlier.json_text(v_new -> 'latest_message_subject')
        else c.latest_message_subject
      end,
    organization_id = case
      when v_new ? 'organization' then outlier.json_id(v_new -> 'organization')
      else c.organization_id
    end,
    team_id = v_team_id,
    color = case when v_new ? 'color' then outlier.json_text(v_new -> 'color') else c.color end,
    messages_count = coalesce(outlier.json_integer(v_new -> 'messages_count'), c.messages_count),
    drafts_count = coalesce(outlier.json_integer(v_new -> 'drafts_count'), c.drafts_count),
    send_later_messages_count = coalesce(
      outlier.json_integer(v_new -> 'send_later_messages_count'), c.send_later_messages_count
    ),
    attachments_count = coalesce(outlier.json_integer(v_new -> 'attachments_count'), c.attachments_count),
    tasks_count = coalesce(outlier.json_integer(v_new -> 'tasks_count'), c.tasks_count),
    completed_tasks_count = coalesce(outlier.json_integer(v_new -> 'completed_tasks_count'), c.completed_tasks_count),
    assignee_names = case
      when v_new ? 'assignee_names' then outlier.json_text(v_new -> 'assignee_names')
      else c.assignee_names
    end,
    assignee_emails = case
      when v_new ? 'assignee_emails' then outlier.json_text(v_new -> 'assignee_emails')
      else c.assignee_emails
    end,
    shared_label_names = case
      when v_new ? 'shared_label_names' then outlier.json_text(v_new -> 'shared_label_names')
      else c.shared_label_names
    end,
    web_url = coalesce(outlier.json_text(v_new -> 'web_url'), c.web_url),
    app_url = coalesce(outlier.json_text(v_new -> 'app_url'), c.app_url),
    created_at = coalesce(outlier.json_time(v_new -> 'created_at', p_now), c.created_at),
    updated_at = greatest(c.updated_at, p_now),
    heard_at = greatest(c.heard_at, p_now),
    snapshot_at = greatest(c.snapshot_at, v_event_at),
    message_at = greatest(c.message_at, v_message_at),
    labels_at = coalesce(v_labels_at, c.labels_at),
    last_digest = p_digest
  where c.id = v_id;

  if v_labels_at is not null then
    perform outlier.sync_conversation_labels(v_id, v_new -> 'shared_labels', p_now);
  end if;
  if pg_catalog.jsonb_typeof(v_new -> 'users') = 'array' then
    perform outlier.sync_conversation_users(v_id, v_new -> 'users');
  end if;
  if pg_catalog.jsonb_typeof(v_new -> 'assignees') = 'array' then
    perform outlier.sync_conversation_assignees(v_id, v_new -> 'assignees', p_now);
  end if;
  return true;
end;
$$;
comment on function outlier.mirror_conversation(jsonb, bytea, timestamptz) is
  'Updates a conversation in the mirror from an event. Returns false and changes nothing if the event is older than '
  'the mirror.';
