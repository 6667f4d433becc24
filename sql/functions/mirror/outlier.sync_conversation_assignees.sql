create or replace function outlier.sync_conversation_assignees(
  p_conversation_id uuid,
  p_assignees jsonb,
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_shown outlier.conversations_assignees[];
  v_known outlier.conversations_assignees[];
  v_change_id bigint;
begin
  select pg_catalog.array_agg(known order by known.user_id)
  into v_known
  from outlier.conversations_assignees as known
  where known.conversation_id = p_conversation_id;
  select pg_catalog.array_agg(row(
    p_conversation_id, shown.id, coalesce(known.assigned_at, p_now), shown.entry @> '{"unassigned": true}',
    shown.entry @> '{"closed": true}', shown.entry @> '{"archived": true}', shown.entry @> '{"trashed": true}',
    shown.entry @> '{"junked": true}', not shown.entry @> '{"assigned": false}', shown.entry @> '{"flagged": true}',
    shown.entry @> '{"snoozed": true}'
  )::outlier.conversations_assignees order by shown.id)
  into v_shown
  from (
    select distinct on (id) outlier.json_id(a.entry) as id, a.entry
    from pg_catalog.jsonb_array_elements(p_assignees) as a (entry)
    where outlier.json_id(a.entry) is not null
    order by id
  ) as shown
  left join pg_catalog.unnest(v_known) as known on known.user_id = shown.id;

  -- Nearly always, nothing has changed.
  if v_shown is not distinct from v_known then
    return;
  end if;
  delete from outlier.conversations_assignees as known where known.conversation_id = p_conversation_id;
  insert into outlier.conversations_assignees
  select s.*
  from pg_catalog.unnest(v_shown) as s
  order by s.user_id;

  -- Flags only describe a user's inbox. They are no change of assignees.
  if array(select s.user_id from pg_catalog.unnest(v_shown) as s order by s.user_id)
    = array(select k.user_id from pg_catalog.unnest(v_known) as k order by k.user_id)
  then
    return;
  end if;
  insert into outlier.conversation_history (conversation_id, change_type, changed_at)
  values (p_conversation_id, 'assignee_change', p_now)
  on conflict (conversation_id, changed_at, change_type) do update set change_type = excluded.change_type
  returning id into v_change_id;
  insert into outlier.conversations_assignees_history (
    conversation_id, user_id, conversation_history_id, unassigned, closed, archived, trashed, junked, assigned, flagged,
    snoozed, changed_at
  )
  select
    p_conversation_id, changed.user_id, v_change_id, changed.unassigned, changed.closed, changed.archived,
    changed.trashed, changed.junked, changed.assigned, changed.flagged, changed.snoozed, p_now
  from (
    select s.user_id, s.unassigned, s.closed, s.archived, s.trashed, s.junked, true as assigned, s.flagged, s.snoozed
    from pg_catalog.unnest(v_shown) as s
    where not exists (select from pg_catalog.unnest(v_known) as k where k.user_id = s.user_id)
    union all
    select k.user_id, k.unassigned, k.closed, k.archived, k.trashed, k.junked, false, k.flagged, k.snoozed
    from pg_catalog.unnest(v_known) as k
    where not exists (select from pg_catalog.unnest(v_shown) as s where s.user_id = k.user_id)
  ) as changed
  order by changed.assigned, changed.user_id;
end;
$$;
comment on function outlier.sync_conversation_assignees(uuid, jsonb, timestamptz) is
  'Replaces a conversation''s assignees with Missive''s list and records who was added or removed. The caller must '
  'hold the lock on the conversation.';
