create or replace function outlier.has_queued_messages(p_queue text)
returns boolean
language plpgsql
volatile
strict
set search_path = ''
as $$
begin
  -- Read the newest rows first: in a busy queue, the oldest rows are dead.
  perform
  from outlier.queued_messages as q
  where q.is_second = outlier.is_second_queue(p_queue)
  order by q.id desc
  limit 1;
  return found;
end;
$$;
comment on function outlier.has_queued_messages(text) is 'Returns whether a queue has a message, in any state.';
