-- A message or a comment is told of once, so the same bytes are a repeat whenever they come. A conversation may be
-- closed, reopened and closed again in the same words: there only the same as the last one is a repeat.
create or replace function outlier.is_repeated_event(
  p_rule_type text,
  p_event_id bigint,
  p_conversation_id uuid,
  p_digest bytea
)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_rule_type like 'conversation%' or p_rule_type in ('team_change', 'label_change') then
    return exists (select from outlier.conversations as c where c.id = p_conversation_id and c.last_digest = p_digest);
  end if;
  return exists (
    select
    from outlier.invoke_history as h
    where h.digest = p_digest
      and h.rule_type = p_rule_type
      and h.state = 'done'
      and h.id is distinct from p_event_id
  );
end;
$$;
comment on function outlier.is_repeated_event(text, bigint, uuid, bytea) is
  'Whether an event is the same as one that has been acted on. The caller holds the lock on its conversation.';
