create or replace function outlier.stop_all_sending()
returns void
language sql
volatile
set search_path = ''
as $$
  update outlier.settings as s set sending_stopped = true, updated_at = now();
$$;
comment on function outlier.stop_all_sending() is
  'Stops all sending from the next claim on. Messages stay in their queues: see resume_all_sending().';
