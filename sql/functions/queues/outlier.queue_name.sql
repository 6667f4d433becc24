create or replace function outlier.queue_name(p_is_second boolean)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select case when p_is_second then 'second_messages' else 'first_messages' end;
$$;
comment on function outlier.queue_name(boolean) is
  'Returns the name of a queue. Notifications use it, and the Missive token of the queue has the same name.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.queue_name(boolean) to outlier_reader;
