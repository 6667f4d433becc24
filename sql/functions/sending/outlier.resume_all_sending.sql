create or replace function outlier.resume_all_sending()
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  update outlier.settings as s set sending_stopped = false, updated_at = now();
  perform outlier.wake_executor();
end;
$$;
comment on function outlier.resume_all_sending() is 'Resumes all sending after stop_all_sending().';
