create or replace function outlier.apply_comment(p_event jsonb, p_digest bytea, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_comment jsonb := p_event -> 'comment';
  v_task jsonb := case when pg_catalog.jsonb_typeof(v_comment -> 'task') = 'object' then v_comment -> 'task' end;
  v_id uuid := outlier.json_id(v_comment);
  v_conversation_id uuid := outlier.json_id(p_event -> 'conversation');
begin
  if v_id is null or v_conversation_id is null then
    raise exception using errcode = 'OT010', message = 'the event has no id of a comment, or no id of a conversation';
  end if;
  perform outlier.mirror_conversation(p_event, p_digest, p_now);

  insert into outlier.comments as known (
    id, conversation_id, user_id, body, is_task, task_completed_at, attachment, created_at, updated_at
  )
  values (
    v_id,
    v_conversation_id,
    outlier.json_id(v_comment -> 'author'),
    outlier.json_text(v_comment -> 'body'),
    v_task is not null,
    coalesce(outlier.json_time(v_task -> 'completed_at', p_now), outlier.json_time(v_task -> 'closed_at', p_now)),
    nullif(v_comment -> 'attachment', 'null'),
    coalesce(outlier.json_time(v_comment -> 'created_at', p_now), p_now),
    p_now
  )
  on conflict (id) do update set
    user_id = coalesce(known.user_id, excluded.user_id),
    body = coalesce(excluded.body, known.body),
    is_task = known.is_task or excluded.is_task,
    -- An event that was created before the task was completed must not reopen the task.
    task_completed_at = coalesce(known.task_completed_at, excluded.task_completed_at),
    attachment = coalesce(excluded.attachment, known.attachment),
    updated_at = p_now
  where known.updated_at <= p_now
    and (known.user_id, known.body, known.is_task, known.task_completed_at, known.attachment) is distinct from (
      coalesce(known.user_id, excluded.user_id), coalesce(excluded.body, known.body), known.is_task or excluded.is_task,
      coalesce(known.task_completed_at, excluded.task_completed_at), coalesce(excluded.attachment, known.attachment)
    );

  insert into outlier.comments_mentions (comment_id, user_id, team_id, starts_at, length)
  select
    v_id,
    outlier.json_id(m.mention -> 'user_id'),
    outlier.json_id(m.mention -> 'team_id'),
    coalesce(outlier.json_integer(m.mention -> 'offset'), outlier.json_integer(m.mention -> 'index'), 0),
    coalesce(outlier.json_integer(m.mention -> 'length'), 0)
  from pg_catalog.jsonb_array_elements(outlier.json_array(v_comment -> 'mentions')) as m (mention)
  where pg_catalog.jsonb_typeof(m.mention) = 'object'
  on conflict do nothing;

  insert into outlier.tasks_assignees (comment_id, user_id)
  select v_id, outlier.json_id(a.entry)
  from pg_catalog.jsonb_array_elements(outlier.json_array(v_task -> 'assignees')) as a (entry)
  where outlier.json_id(a.entry) is not null
  on conflict do nothing;
end;
$$;
comment on function outlier.apply_comment(jsonb, bytea, timestamptz) is
  'Copies a team member''s comment or task into the mirror, with its mentions and assignees. OT010: the event names '
  'no comment or no conversation.';
