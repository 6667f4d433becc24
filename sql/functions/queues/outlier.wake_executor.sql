-- A doorbell: the name of a queue, never data. PostgreSQL delivers it on commit, and equal ones of a transaction once.
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
comment on function outlier.wake_executor(text) is 'Makes the executors look at a queue, or at all of them.';
