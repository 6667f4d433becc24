-- The post and what follows from it are one transaction: where this one fails, the post is found again, and this runs
-- again.
create or replace function outlier.apply_post(p_request outlier.requests, p_answer jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_post jsonb := p_answer -> 'posts';
begin
  -- Missive answers with an object; a list of one says the same.
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
    -- A word to the team: nothing follows from it.
    when 'note' then null;
    when 'undeliverable' then
      perform outlier.apply_undeliverable(p_request, p_now);
    when 'double_failure' then
      perform outlier.apply_double_failure(p_request, p_now);
    else
      raise exception 'nothing says what follows from a post whose purpose is %', p_request.payload ->> 'purpose';
  end case;
end;
$$;
comment on function outlier.apply_post(outlier.requests, jsonb, timestamptz) is
  'Missive accepted a post: puts it on record, and does what the purpose of the post asks for.';
