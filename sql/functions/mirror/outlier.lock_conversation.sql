-- Every event takes this lock first. Events of one conversation therefore run one after the other.
create or replace function outlier.lock_conversation(p_conversation_id uuid, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform from outlier.conversations as c where c.id = p_conversation_id for no key update;
  if found then
    return;
  end if;
  insert into outlier.conversations (id, created_at, updated_at) values (p_conversation_id, p_now, p_now)
  on conflict (id) do nothing;
  perform from outlier.conversations as c where c.id = p_conversation_id for no key update;
end;
$$;
comment on function outlier.lock_conversation(uuid, timestamptz) is
  'Locks the row of a conversation. Creates the row if it does not exist.';
