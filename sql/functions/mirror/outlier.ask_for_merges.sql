-- At most a few hundred each night, because each read costs one call of the general quota.
create or replace function outlier.ask_for_merges(p_now timestamptz, p_limit integer default 300)
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_ids uuid[];
begin
  with quiet as (
    select c.id
    from outlier.conversations as c
    where c.merged_into is null
      and coalesce(c.heard_at, c.updated_at) < p_now - interval '30 days'
      and coalesce(c.merge_asked_at, '-infinity') < p_now - interval '30 days'
      and exists (
        select from outlier.conversations_labels as cl where cl.conversation_id = c.id and not cl.is_archived
      )
      and exists (
        select
        from outlier.conversations_authors as mine
        inner join outlier.conversations_authors as theirs
          on theirs.author_phone_number = mine.author_phone_number
          and theirs.conversation_id <> mine.conversation_id
        inner join outlier.conversations as other on other.id = theirs.conversation_id
        where mine.conversation_id = c.id
          and other.merged_into is null
      )
    order by c.merge_asked_at nulls first, c.id
    limit p_limit
    for no key update skip locked
  ),
  asked as (
    update outlier.conversations as c
    set merge_asked_at = p_now
    from quiet
    where c.id = quiet.id
    returning c.id
  )
  select pg_catalog.array_agg(asked.id order by asked.id) into v_ids from asked;
  insert into outlier.requests (kind, subject, payload, due_at)
  select 'read_conversation', 'merge:' || w.id, pg_catalog.jsonb_build_object('conversation', w.id), p_now
  from pg_catalog.unnest(v_ids) as w (id)
  on conflict (subject) do nothing;
  return coalesce(pg_catalog.cardinality(v_ids), 0);
end;
$$;
comment on function outlier.ask_for_merges(timestamptz, integer) is
  'Requests from Missive the conversations that had no event for 30 days and share a person with another '
  'conversation, because Missive may have merged them. Returns their number.';
