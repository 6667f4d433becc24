-- One post counts for one request, even if two posts have the same text.
create or replace function outlier.apply_post_list(p_request outlier.requests, p_answer jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_found jsonb;
begin
  if pg_catalog.jsonb_typeof(p_answer -> 'posts') is distinct from 'array' then
    perform outlier.fail_post(p_request, 'the answer is not a list of posts', p_now);
    return;
  end if;
  select p.post into v_found
  from pg_catalog.jsonb_array_elements(p_answer -> 'posts') as p (post)
  where outlier.collapse_white_space(p_request.payload ->> 'text')
      in (
        outlier.collapse_white_space(p.post ->> 'text'),
        outlier.collapse_white_space(p.post ->> 'markdown'),
        outlier.collapse_white_space(p.post ->> 'body')
      )
    and (
      pg_catalog.jsonb_typeof(p.post -> 'created_at') is distinct from 'number'
      or (p.post ->> 'created_at')::numeric >= (p_request.payload ->> 'since')::numeric
    )
    and not exists (select from outlier.posts as known where known.missive_id::text = p.post ->> 'id')
  limit 1;
  if found then
    perform outlier.apply_post(p_request, pg_catalog.jsonb_build_object('posts', v_found), p_now);
    return;
  end if;
  update outlier.requests as r set kind = 'create_post' where r.id = p_request.id;
  perform outlier.requeue_request(p_request.id, p_now);
  perform outlier.wake_executor('requests');
end;
$$;
comment on function outlier.apply_post_list(outlier.requests, jsonb, timestamptz) is
  'Processes the latest posts of a conversation. If the wanted post is among them, it counts as accepted. Otherwise '
  'requests that it be created.';
