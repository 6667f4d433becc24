-- The caller holds the lock on the conversation. It has checked that the list is newer than conversations.labels_at,
-- and has added the labels with upsert_labels().
create or replace function outlier.sync_conversation_labels(
  p_conversation_id uuid,
  p_labels jsonb,
  p_now timestamptz default now()
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  v_ids := array(
    select known.id
    from outlier.labels as known
    where known.id in (
      select (l.label ->> 'id')::uuid
      from pg_catalog.jsonb_array_elements(p_labels) as l (label)
      where outlier.is_uuid(l.label ->> 'id')
    )
    order by known.id
  );
  -- Nearly always, nothing has changed. Without an update, no trigger runs.
  if v_ids = array(
    select cl.label_id
    from outlier.conversations_labels as cl
    where cl.conversation_id = p_conversation_id
      and not cl.is_archived
    order by cl.label_id
  ) then
    return;
  end if;
  update outlier.conversations_labels as cl
  set is_archived = true, updated_at = p_now
  where cl.conversation_id = p_conversation_id
    and not cl.is_archived
    and cl.label_id <> all (v_ids);
  -- A label that returns counts from now on.
  insert into outlier.conversations_labels as known (conversation_id, label_id, created_at, updated_at)
  select p_conversation_id, w.id, p_now, p_now
  from pg_catalog.unnest(v_ids) as w (id)
  on conflict (conversation_id, label_id) do update
  set is_archived = false, created_at = p_now, updated_at = p_now
  where known.is_archived;
end;
$$;
comment on function outlier.sync_conversation_labels(uuid, jsonb, timestamptz) is
  'Replaces a conversation''s labels with the known labels of Missive''s list. Other labels are archived. A label '
  'that returns counts from now on.';
