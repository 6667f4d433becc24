create or replace function api.switch_sending(p_step text)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  if p_step is null or p_step not in ('stop', 'resume') then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format('the step "%s" does not exist', outlier.mask_value(coalesce(p_step, 'null'))),
      hint = 'The steps are stop and resume.';
  end if;
  if p_step = 'stop' then
    perform outlier.stop_all_sending();
  else
    perform outlier.require_sender('resuming all sending');
    perform outlier.resume_all_sending();
  end if;
  return pg_catalog.jsonb_build_object('isStopped', (select s.sending_stopped from outlier.settings as s));
end;
$$;
comment on function api.switch_sending(text) is
  'Stops all sending from the next claim on (stop), or resumes it (resume): {isStopped}. OT010: there is no such '
  'step. OT013: resuming requires the role sender.';
grant execute on function api.switch_sending(text) to outlier_executor;
