create or replace function outlier.progress_json(p_batch_id bigint, p_forecast jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'people', p.people,
    'sent', p.first_sent,
    'waiting', p.first_waiting,
    'waitingForContactHours', p.waiting_for_contact_hours,
    'sending', p.first_sending,
    'unknown', p.first_unknown,
    'leftOut', p.left_out,
    'followUpsSent', p.second_sent,
    'followUpsWaiting', p.second_waiting,
    'expectedEnd', p_forecast -> 'end'
  )
  from outlier.batch_progress as p
  where p.id = p_batch_id
    and p.started_at is not null;
$$;
comment on function outlier.progress_json(bigint, jsonb) is
  'Returns the progress of a batch as the HTTP API shows it: people = sent + waiting + sending + unknown + leftOut. '
  'Null before the batch runs. p_forecast is the result of forecast_json() for the batch.';
