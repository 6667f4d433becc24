create or replace function outlier.person_conversations(p_phone_number text)
returns uuid[]
language sql
stable
strict
set search_path = ''
as $$
  select coalesce(pg_catalog.array_agg(theirs.id order by theirs.id), '{}')
  from (
    select ca.conversation_id as id
    from outlier.conversations_authors as ca
    where ca.author_phone_number = p_phone_number
    union
    -- Some conversations are not in the mirror.
    select s.missive_conversation_id from outlier.message_statuses as s where s.recipient_phone_number = p_phone_number
    union
    select t.conversation_id
    from outlier.twilio_messages as t
    where p_phone_number in (t.from_phone_number, t.to_phone_number)
  ) as theirs
  where theirs.id is not null
    and not exists (
      select
      from outlier.conversations_authors as other
      where other.conversation_id = theirs.id
        and other.author_phone_number <> p_phone_number
        and not outlier.is_own_number(other.author_phone_number)
    );
$$;
comment on function outlier.person_conversations(text) is
  'Returns the conversations that have this person and no other.';
