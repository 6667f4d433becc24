-- The post's record and its consequences are one transaction. If it fails, Outlier finds the post again, and this
-- function runs again.
create or replace function outlier.apply_post(p_request outlier.requests, p_answer jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_post jsonb := p_answer -> 'posts';
begin
  -- Missive answers with an object. A list of one object means the same.
  v_post := case when pg_catalog.jsonb_typeof(v_post) = 'array' then v_post -> 0 else v_post end;
  insert into outlier.posts (subject, conversation_id, purpose, text, missive_id, posted_at)
  values (
    p_request.subject,
    (p_request.payload ->> 'conversation')::uuid,
    p_request.payload ->> 'purpose',
    p_request.payload ->> 'text',
    case when outlier.is_uuid(v_post ->> 'id') then (v_post ->> 'id')::uuid end,
    p_now
  )
  on conflict do nothing;
  delete from outlier.requests as r where r.id = p_request.id;

  case p_request.payload ->> 'purpose'
    -- A note to the team has no consequences.
    when 'note' then null;
    when 'undeliverable' then
      perform outlier.apply_undeliverable(p_request, p_now);
    when 'double_failure' then
      perform outlier.apply_double_failure(p_request, p_now);
    else
      raise exception 'the purpose % of a post is not known', p_request.payload ->> 'purpose';
  end case;
end;
$$;
comment on function outlier.apply_post(outlier.requests, jsonb, timestamptz) is
  'Processes Missive''s acceptance of a post: records the post and does what its purpose requires.';
