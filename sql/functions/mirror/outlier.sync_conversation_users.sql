create or replace function outlier.sync_conversation_users(p_conversation_id uuid, p_users jsonb)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_shown outlier.conversations_users[];
begin
  select pg_catalog.array_agg(row(
    p_conversation_id, shown.id, shown.entry @> '{"unassigned": true}', shown.entry @> '{"closed": true}',
    shown.entry @> '{"archived": true}', shown.entry @> '{"trashed": true}', shown.entry @> '{"junked": true}',
    shown.entry @> '{"assigned": true}', shown.entry @> '{"flagged": true}', shown.entry @> '{"snoozed": true}'
  )::outlier.conversations_users order by shown.id)
  into v_shown
  from (
    select distinct on (id) outlier.json_id(u.entry) as id, u.entry
    from pg_catalog.jsonb_array_elements(p_users) as u (entry)
    where outlier.json_id(u.entry) is not null
    order by id
  ) as shown;

  -- Nearly always, nothing has changed.
  if v_shown is not distinct from (
    select pg_catalog.array_agg(k order by k.user_id)
    from outlier.conversations_users as k
    where k.conversation_id = p_conversation_id
  ) then
    return;
  end if;
  -- A user who is no longer in the list no longer has access.
  delete from outlier.conversations_users as known
  where known.conversation_id = p_conversation_id
    and not exists (select from pg_catalog.unnest(v_shown) as s where s.user_id = known.user_id);
  insert into outlier.conversations_users as known
  select s.*
  from pg_catalog.unnest(v_shown) as s
  where not exists (
    select from outlier.conversations_users as k where k.conversation_id = s.conversation_id
      and k.user_id = s.user_id
      and k is not distinct from s
  )
  order by s.user_id
  on conflict (conversation_id, user_id) do update set
    unassigned = excluded.unassigned,
    closed = excluded.closed,
    archived = excluded.archived,
    trashed = excluded.trashed,
    junked = excluded.junked,
    assigned = excluded.assigned,
    flagged = excluded.flagged,
    snoozed = excluded.snoozed;
end;
$$;
comment on function outlier.sync_conversation_users(uuid, jsonb) is
  'Replaces the state of a conversation in each user''s inbox with Missive''s list. The caller must hold the lock on '
  'the conversation.';
