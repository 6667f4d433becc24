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
  v_ids uuid[] := array(
    select distinct outlier.json_id(a.entry) as id
    from pg_catalog.jsonb_array_elements(p_assignees) as a (entry)
    where outlier.json_id(a.entry) is not null
    order by id
  );
begin
  -- Nearly always nothing has changed.
  if v_ids = array(
    select known.user_id
    from outlier.conversations_assignees as known
    where known.conversation_id = p_conversation_id
    order by known.user_id
  ) then
    return;
  end if;
  with gone as (
    delete from outlier.conversations_assignees as known
    where known.conversation_id = p_conversation_id
      and known.user_id <> all (v_ids)
    returning known.user_id
  ),
  come as (
    insert into outlier.conversations_assignees (conversation_id, user_id, assigned_at)
    select p_conversation_id, n.id, p_now
    from pg_catalog.unnest(v_ids) as n (id)
    on conflict do nothing
    returning user_id
  )
  insert into outlier.conversations_assignees_history (conversation_id, user_id, assigned, changed_at)
  select p_conversation_id, changed.user_id, changed.assigned, p_now
  from (select g.user_id, false as assigned from gone as g union all select c.user_id, true from come as c) as changed
  order by changed.assigned, changed.user_id;
end;
$$;
comment on function outlier.sync_conversation_assignees(uuid, jsonb, timestamptz) is
  'Makes a conversation''s assignees those that Missive lists, and keeps who came and went. The caller holds its lock.';
