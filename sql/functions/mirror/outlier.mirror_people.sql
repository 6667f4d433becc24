-- The mirror never removes people from a conversation, because events of some types list people and others do not.
create or replace function outlier.mirror_people(p_event jsonb, p_conversation_id uuid, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_numbers text[];
  v_names text[];
  v_is_new boolean;
  v_is_renamed boolean;
  v_joins boolean;
begin
  select pg_catalog.array_agg(p.phone_number), pg_catalog.array_agg(p.name) into v_numbers, v_names
  from outlier.find_event_people(p_event) as p;
  -- This also locks people who are already in the conversation, because the next steps change their labels. One
  -- statement locks all, in the order of phone numbers.
  perform
  from outlier.authors as a
  where a.phone_number in (
    select pg_catalog.unnest(v_numbers)
    union
    select ca.author_phone_number from outlier.conversations_authors as ca where ca.conversation_id = p_conversation_id
  )
  order by a.phone_number
  for no key update;

  -- Nearly always, each person is known by this name and is already in the conversation.
  select
    pg_catalog.bool_or(a.phone_number is null),
    pg_catalog.bool_or(a.name is distinct from n.name and n.name is not null),
    pg_catalog.bool_or(ca.author_phone_number is null)
  into v_is_new, v_is_renamed, v_joins
  from unnest(v_numbers, v_names) as n (phone_number, name)
  left join outlier.authors as a on a.phone_number = n.phone_number
  left join outlier.conversations_authors as ca on ca.conversation_id = p_conversation_id
    and ca.author_phone_number = n.phone_number;
  if v_is_new then
    -- A known person keeps the existing flags.
    insert into outlier.authors (phone_number, name, created_at, updated_at)
    select n.phone_number, n.name, p_now, p_now
    from unnest(v_numbers, v_names) as n (phone_number, name)
    order by n.phone_number
    on conflict (phone_number) do nothing;
  end if;
  if v_is_renamed then
    update outlier.authors as a
    set name = n.name, updated_at = p_now
    from unnest(v_numbers, v_names) as n (phone_number, name)
    where a.phone_number = n.phone_number
      and a.updated_at <= p_now
      and a.name is distinct from n.name
      -- If Missive has no name for a person, it gives the phone number as the name.
      and (a.name is null or outlier.known_phone_number(n.name) is null)
      and n.name is not null;
  end if;
  if v_joins then
    insert into outlier.conversations_authors (conversation_id, author_phone_number)
    select p_conversation_id, n.phone_number
    from pg_catalog.unnest(v_numbers) as n (phone_number)
    order by n.phone_number
    on conflict do nothing;
  end if;
end;
$$;
comment on function outlier.mirror_people(jsonb, uuid, timestamptz) is
  'Locks the people of an event''s conversation, adds new ones to authors, and updates names. Never changes a flag.';
