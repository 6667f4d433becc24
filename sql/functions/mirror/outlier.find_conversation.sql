create or replace function outlier.find_conversation(p_phone_number text)
returns uuid
language sql
stable
strict
set search_path = ''
as $$
  select c.id
  from outlier.conversations_authors as ca
  inner join outlier.conversations as c on c.id = ca.conversation_id
  where ca.author_phone_number = p_phone_number
    and c.merged_into is null
  order by c.updated_at desc, c.id
  limit 1;
$$;
comment on function outlier.find_conversation(text) is
  'Returns the person''s conversation that changed last. Null if there is none.';
