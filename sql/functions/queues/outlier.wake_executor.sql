-- The notification contains only the name of a queue, never data. PostgreSQL delivers it on commit, and equal
-- notifications of one transaction once.
create or replace function outlier.wake_executor(p_queue text default null)
returns void
language sql
volatile
set search_path = ''
as $$
  select pg_catalog.pg_notify('outlier', queues.name)
  from (values ('first_messages'), ('second_messages'), ('requests')) as queues (name)
  where queues.name = p_queue
    or p_queue is null;
$$;
comment on function outlier.wake_executor(text) is 'Notifies the executors that a queue has work. Null: all queues.';
