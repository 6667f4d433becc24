create or replace function outlier.is_second_queue(p_queue text)
returns boolean
language plpgsql
immutable
strict
set search_path = ''
as $$
begin
  if p_queue not in ('first_messages', 'second_messages') then
    raise exception using
      errcode = 'OT008',
      message = pg_catalog.format('the queue "%s" does not exist', p_queue),
      hint = 'The queues are first_messages and second_messages.';
  end if;
  return p_queue = 'second_messages';
end;
$$;
comment on function outlier.is_second_queue(text) is
  'Returns whether a queue''s name is second_messages. OT008: there is no such queue.';
