-- Missive reports a merge in one way only: a request for one conversation returns another. Both rows are locked in the
-- order of ids, before anything else.
create or replace function outlier.merge_conversation(
  p_from uuid,
  p_into uuid,
  p_has_labels boolean,
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform outlier.lock_conversation(least(p_from, p_into), p_now);
  perform outlier.lock_conversation(greatest(p_from, p_into), p_now);
  -- A webhook from before this moment no longer changes the labels of the merged conversation.
  update outlier.conversations as c
  set merged_into = p_into, labels_at = greatest(c.labels_at, p_now)
  where c.id = p_from
    and c.merged_into is distinct from p_into;
  -- The other conversation may have been merged earlier. It is the current one now.
  update outlier.conversations as c set merged_into = null where c.id = p_into and c.merged_into is not null;
  insert into outlier.conversations_authors (conversation_id, author_phone_number)
  select p_into, ca.author_phone_number
  from outlier.conversations_authors as ca
  where ca.conversation_id = p_from
  order by ca.author_phone_number
  on conflict do nothing;
  -- Missive did not return the labels of the other conversation. It has at least the labels of the merged one.
  if not p_has_labels then
    insert into outlier.conversations_labels as known (conversation_id, label_id, created_at, updated_at)
    select p_into, cl.label_id, cl.created_at, p_now
    from outlier.conversations_labels as cl
    where cl.conversation_id = p_from
      and not cl.is_archived
    order by cl.label_id
    on conflict (conversation_id, label_id) do nothing;
  end if;
  update outlier.conversations_labels as cl
  set is_archived = true, updated_at = p_now
  where cl.conversation_id = p_from
    and not cl.is_archived;
end;
$$;
comment on function outlier.merge_conversation(uuid, uuid, boolean, timestamptz) is
  'Records that Missive merged a conversation into another: archives its labels and adds its people to the other one. '
  'p_has_labels: Missive returned the labels of the other conversation.';
