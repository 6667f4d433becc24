create or replace function outlier.has_queued_messages(p_queue text)
returns boolean
language plpgsql
volatile
strict
set search_path = ''
as $$
begin
  -- The newest first: the oldest rows of a busy queue are dead ones.
  perform
  from outlier.queued_messages as q
  where q.is_second = outlier.is_second_queue(p_queue)
  order by q.id desc
  limit 1;
  return found;
end;
$$;
comment on function outlier.has_queued_messages(text) is 'Whether a queue has a row, in whatever state.';
