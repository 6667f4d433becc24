create or replace function outlier.upcoming_json(p_broadcast outlier.broadcasts, p_now timestamptz default now())
returns jsonb
language sql
stable
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'id', p_broadcast.id,
    'firstMessage', p_broadcast.first_message,
    'secondMessage', p_broadcast.second_message,
    'runAt', pg_catalog.floor(extract(epoch from outlier.planned_run_at(p_broadcast)))::bigint,
    'pausedAt', pg_catalog.floor(extract(epoch from outlier.find_pause_start(p_broadcast)))::bigint,
    'delay', p_broadcast.delay,
    'noRecipients', p_broadcast.no_users
  ) || (
    select outlier.rules_json(b) || pg_catalog.jsonb_build_object('forecast', outlier.forecast_json(b, p_now))
    from outlier.batches as b
    where b.id = p_broadcast.id
  );
$$;
comment on function outlier.upcoming_json(outlier.broadcasts, timestamptz) is
  'Returns the upcoming broadcast as the HTTP API shows it. runAt is its own time, else its slot in the weekly '
  'schedule, else null. While pausedAt is set, the broadcast does not run.';
