-- Only the type of the rule says that a conversation was closed or reopened. The flags of users in the event do not say
-- so.
create or replace function outlier.apply_conversation_change(
  p_event jsonb,
  p_digest bytea,
  p_now timestamptz,
  p_change_type text default null
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_id uuid := outlier.json_id(p_event -> 'conversation');
begin
  if v_id is null then
    raise exception using errcode = 'OT010', message = 'the event has no id of a conversation';
  end if;
  perform outlier.mirror_conversation(p_event, p_digest, p_now);
  if p_change_type is null then
    return;
  end if;
  -- An event that closes a closed conversation is a repeat. It adds no history and does not undo a later event.
  if (
    select h.change_type
    from outlier.conversation_history as h
    where h.conversation_id = v_id
      and h.change_type in ('closed', 'reopened')
      and h.changed_at <= p_now
    order by h.changed_at desc, h.id desc
    limit 1
  ) is distinct from p_change_type then
    insert into outlier.conversation_history (conversation_id, change_type, team_id, changed_at)
    values (v_id, p_change_type, outlier.json_id(p_event #> '{conversation,team}'), p_now)
    on conflict do nothing;
    update outlier.conversations as c
    set closed = (p_change_type = 'closed')
    where c.id = v_id
      and not exists (
        select
        from outlier.conversation_history as h
        where h.conversation_id = v_id
          and h.change_type in ('closed', 'reopened')
          and h.changed_at > p_now
      );
  end if;
end;
$$;
comment on function outlier.apply_conversation_change(jsonb, bytea, timestamptz, text) is
  'Updates the mirror after a change of a conversation''s labels, team or assignees, or after it was closed or '
  'reopened (p_change_type). OT010: the event has no id of a conversation.';
