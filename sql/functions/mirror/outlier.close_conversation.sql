-- Missive has labelled and closed the conversation together with our post. Its webhooks report this too, if they
-- arrive. If the mirror does not know the label yet, a later webhook adds it.
create or replace function outlier.close_conversation(p_conversation_id uuid, p_label_id uuid, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.conversations as c
  set closed = true, updated_at = p_now, labels_at = greatest(c.labels_at, p_now)
  where c.id = p_conversation_id;
  if not found then
    return;
  end if;
  insert into outlier.conversations_labels as known (conversation_id, label_id, is_archived, created_at, updated_at)
  select p_conversation_id, l.id, false, p_now, p_now
  from outlier.labels as l
  where l.id = p_label_id
  on conflict (conversation_id, label_id) do update
  set is_archived = false, created_at = excluded.created_at, updated_at = excluded.updated_at
  where known.is_archived;
end;
$$;
comment on function outlier.close_conversation(uuid, uuid, timestamptz) is
  'Records in the mirror that a conversation was labelled and closed.';
