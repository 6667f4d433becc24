create or replace function outlier.broadcast_settings_json()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    (
      select pg_catalog.jsonb_build_object(
        'schedule', pg_catalog.jsonb_build_object(
          'mon', pg_catalog.to_char(weekly.mon, 'HH24:MI'),
          'tue', pg_catalog.to_char(weekly.tue, 'HH24:MI'),
          'wed', pg_catalog.to_char(weekly.wed, 'HH24:MI'),
          'thu', pg_catalog.to_char(weekly.thu, 'HH24:MI'),
          'fri', pg_catalog.to_char(weekly.fri, 'HH24:MI'),
          'sat', pg_catalog.to_char(weekly.sat, 'HH24:MI'),
          'sun', pg_catalog.to_char(weekly.sun, 'HH24:MI')
        ),
        'batchSize', (select b.no_users from outlier.broadcasts as b where b.state = 'scheduled')
      )
      from outlier.broadcast_settings as weekly
      where weekly.active
    ),
    '{}'
  );
$$;
comment on function outlier.broadcast_settings_json() is
  'Returns the weekly schedule and the size of the upcoming broadcast for the HTTP API. {} if no schedule is active.';
