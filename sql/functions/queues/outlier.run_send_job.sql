-- A queue is empty between two broadcasts, and statistics of an empty table are a trap: with them each index seems to
-- cost the same, and a cached plan that looks up ten messages by their ids may read the whole queue. Autovacuum
-- notices a filled queue only a minute or two later, so the job analyzes it at once.
create or replace function outlier.run_send_job(p_queue text)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_table regclass := pg_catalog.format('outlier.%I', 'broadcast_' || p_queue)::regclass;
begin
  if exists (
    select
    from pg_catalog.pg_class as c
    where c.oid = v_table
      -- reltuples is -1 before the first analyze.
      and pg_catalog.pg_stat_get_mod_since_analyze(c.oid) > 1000 + c.reltuples
  ) then
    execute pg_catalog.format('analyze (skip_locked) %s', v_table);
  end if;
  perform outlier.wake_executor(p_queue);
end;
$$;
comment on function outlier.run_send_job(text) is
  'Wakes the executors for a queue, and first renews the planner''s statistics if more messages of the queue have '
  'changed than the statistics count. The send job of the queue runs it.';
