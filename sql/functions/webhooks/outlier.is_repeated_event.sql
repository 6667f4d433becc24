-- Missive reports a message or a comment once, so an identical body is always a repeat. A conversation may be closed,
-- reopened and closed again with identical bodies. For these events, only a body identical to the most recent one is a
-- repeat.
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
  'Returns true if an identical event was already processed. The caller must hold the lock on the event''s '
  'conversation.';
