-- A frozen executor may make a call, or read its response, after its claim has expired. A late read does no harm. A
-- late post or label exists now: if the request still waits, the response is taken as its result, so that Outlier does
-- not create it again. p_result is the parameter of api.record_request.
create or replace function outlier.report_late_request(p_result jsonb, p_now timestamptz)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_answer record;
  v_request outlier.requests;
  v_made jsonb;
  v_is_taken boolean := false;
  v_thing text;
  v_message text;
begin
  select a.* into v_answer
  from pg_catalog.jsonb_to_record(p_result) as a (
    id bigint, kind text, payload jsonb, released boolean, unavailable boolean, status integer, written boolean,
    body text
  );
  if v_answer.kind = 'send_text'
    and outlier.judge_request(v_answer.kind, v_answer.status, v_answer.written) = 'accepted'
  then
    v_made := outlier.parse_json(v_answer.body);
    update outlier.direct_texts as t
    set
      state = 'sent',
      missive_id = case when outlier.is_uuid(v_made #>> '{drafts,id}') then (v_made #>> '{drafts,id}')::uuid end
    where t.id = (v_answer.payload ->> 'text')::bigint
      and t.state = 'unknown';
    return found;
  end if;
  if v_answer.released is true
    or v_answer.unavailable is true
    or v_answer.kind is null
    or v_answer.kind not in ('create_post', 'create_label')
    or outlier.judge_request(v_answer.kind, v_answer.status, v_answer.written) <> 'accepted'
  then
    return false;
  end if;
  v_made := outlier.parse_json(v_answer.body);
  v_made := coalesce(v_made -> 'posts', v_made -> 'shared_labels');
  v_made := case when pg_catalog.jsonb_typeof(v_made) = 'array' then v_made -> 0 else v_made end;
  -- An executor that lost the database's response submits the same result again.
  if exists (select from outlier.posts as p where p.missive_id::text = v_made ->> 'id')
    or v_answer.kind = 'create_label' and exists (
      select from outlier.labels as l where l.id::text = v_made ->> 'id'
    )
  then
    return false;
  end if;

  select r.* into v_request
  from outlier.requests as r
  where r.id = v_answer.id
    and r.state = 'waiting'
  for update;
  if found then
    -- The request may wait to look for the post or label. That is no longer necessary.
    v_request.kind := v_answer.kind;
    perform outlier.act_on_answer(v_request, 'accepted', v_answer.status, v_answer.body, p_now);
    v_is_taken := not exists (select from outlier.requests as r where r.id = v_answer.id);
  end if;
  v_thing := case v_answer.kind when 'create_post' then 'post' else 'label' end;
  v_message := pg_catalog.format(
    case
      when v_is_taken then 'the %s of request %s was made after its claim had ended; it is recorded'
      else 'the %s of request %s was made after its claim had ended; Missive may have it twice'
    end,
    v_thing, v_answer.id
  );
  insert into outlier.incidents (kind, message, hint, batch_id, phone_number, occurred_at)
  select
    'request_accepted_late',
    v_message,
    pg_catalog.format(
      'Look in Missive for a second %s: %s. The executor was frozen, or its answer took longer than settings.lease.',
      v_thing,
      case v_answer.kind
        when 'create_post' then 'conversation ' || coalesce(v_answer.payload ->> 'conversation', 'unknown')
        else 'label ' || coalesce(v_answer.payload ->> 'name', 'unknown')
      end
    ),
    (
      select pg_catalog.max(c.id) from outlier.campaigns as c
      where v_answer.kind = 'create_label' and c.label_name = v_answer.payload ->> 'name'
    ),
    -- Null if several people are in the conversation.
    (
      select pg_catalog.min(a.author_phone_number)
      from outlier.conversations_authors as a
      where v_answer.kind = 'create_post'
        and a.conversation_id::text = v_answer.payload ->> 'conversation'
      having pg_catalog.count(*) = 1
    ),
    p_now
  where not exists (
    select
    from outlier.incidents as known
    where known.resolved_at is null
      and known.kind = 'request_accepted_late'
      and known.message = v_message
  );
  return v_is_taken;
end;
$$;
comment on function outlier.report_late_request(jsonb, timestamptz) is
  'Reports a text, post or label that Missive accepted after the claim of its request had expired. A text becomes '
  'sent if its outcome was unknown. For a post or label, adds an incident with the person or campaign. If the request '
  'still waits, takes the response as its result, so that it is not created again. Returns true if the result was '
  'taken.';
