create or replace function outlier.stop_all_sending()
returns void
language sql
volatile
set search_path = ''
as $$
  update outlier.settings as s set sending_stopped = true, updated_at = now();
$$;
comment on function outlier.stop_all_sending() is
  'Stops everything that is being sent, at the next claim. Nothing is lost: see resume_all_sending().';
