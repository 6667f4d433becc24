-- This function calls nothing at Missive. It adds a request in the caller's transaction. Consequences of the post
-- belong in apply_post(), which runs after Missive has accepted it.
create or replace function outlier.post_to_conversation(
  p_conversation_id uuid,
  p_text text,
  p_purpose text,
  p_subject text,
  p_add_labels uuid[] default '{}',
  p_close boolean default false,
  p_details jsonb default '{}',
  p_now timestamptz default now()
)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_organization_id uuid := (select s.organization_id from outlier.settings as s);
  v_subject text := 'post:' || p_subject;
  v_text text := pg_catalog.left(p_text, 8000);
  v_lost_from timestamptz := outlier.find_first_lost_moment(p_now);
begin
  if p_conversation_id is null or exists (select from outlier.posts as p where p.subject = v_subject) then
    return false;
  end if;
  if pg_catalog.cardinality(p_add_labels) > 0 and v_organization_id is null then
    raise exception using
      errcode = 'OT001',
      message = 'the label cannot be added: no Missive organization is set',
      hint = 'Run: update outlier.settings set organization_id = ''…'';';
  end if;
  insert into outlier.requests (kind, subject, payload, due_at)
  values (
    -- After a failover, a post that is requested again may already exist.
    case when v_lost_from is null then 'create_post' else 'find_post' end,
    v_subject,
    pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
      'conversation', p_conversation_id,
      'text', v_text,
      'username', 'Outlier',
      'notification', pg_catalog.jsonb_build_object('title', 'Outlier', 'body', pg_catalog.left(v_text, 200)),
      'addSharedLabels', case when pg_catalog.cardinality(p_add_labels) > 0 then pg_catalog.to_jsonb(p_add_labels) end,
      'organization', case when pg_catalog.cardinality(p_add_labels) > 0 then v_organization_id end,
      'close', coalesce(p_close, false),
      'purpose', p_purpose,
      'details', p_details,
      -- An older post is a different one. The margin is for a clock of Missive's that is behind ours.
      'since', pg_catalog.floor(extract(epoch from least(v_lost_from, p_now) - interval '5 minutes')),
      'limit', 10
    )),
    p_now
  )
  on conflict (subject) do nothing;
  return found;
end;
$$;
comment on function outlier.post_to_conversation(uuid, text, text, text, uuid[], boolean, jsonb, timestamptz) is
  'Asks the executor to post into a conversation, only once for each p_subject. p_purpose says what apply_post does '
  'after the post. Returns true if the post is new. OT001: the post has labels, and no organization is set.';
