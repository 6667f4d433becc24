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
  'The name of a queue in notifications, and of the Missive token that it uses.';
-- Views call it with their reader's rights.
grant execute on function outlier.queue_name(boolean) to outlier_reader;
