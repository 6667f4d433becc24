create or replace function outlier.ask_for_labels(p_is_second boolean, p_ids bigint[], p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.queued_messages as q
  set state = 'checking'
  where q.is_second = p_is_second
    and q.id = any (p_ids);
  insert into outlier.requests (kind, subject, payload, due_at)
  select
    'read_conversation',
    'message:' || q.id,
    pg_catalog.jsonb_build_object('conversation', latest.id, 'message', q.id, 'isSecond', q.is_second),
    p_now
  from outlier.queued_messages as q
  cross join lateral (
    select c.id
    from outlier.conversations_authors as ca
    inner join outlier.conversations as c on c.id = ca.conversation_id
    where ca.author_phone_number = q.recipient_phone_number
      and c.merged_into is null
    order by c.updated_at desc, c.id
    limit 1
  ) as latest
  where q.is_second = p_is_second
    and q.id = any (p_ids)
  order by q.id
  on conflict (subject) do nothing;
end;
$$;
comment on function outlier.ask_for_labels(boolean, bigint[], timestamptz) is
  'Requests from Missive the labels of the recipients'' latest conversations. Until the response, the messages are in '
  'state checking.';
