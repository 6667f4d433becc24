-- What the database can tell of itself. The program asks its own questions besides: see `outlier check`.
create or replace function api.check_installation(p_now timestamptz default clock_timestamp())
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_settings outlier.settings;
  v_items jsonb;
begin
  select s.* into v_settings from outlier.settings as s;
  select pg_catalog.jsonb_agg(
    pg_catalog.jsonb_build_object('name', i.name, 'problem', i.problem, 'remedy', i.remedy) order by i.place
  )
  into v_items
  from (
    select 1 as place, 'server' as name,
      case when pg_catalog.current_setting('server_version_num')::integer < 150000 then
        pg_catalog.format('PostgreSQL is %s, and 15 or newer is needed', pg_catalog.current_setting('server_version'))
      end as problem,
      'Upgrade the server.' as remedy
    union all
    select 2, 'pg_cron',
      case
        when pg_catalog.to_regclass('cron.job') is null
          then 'pg_cron is not in this database: nothing starts on a schedule'
      end,
      'Install it, set shared_preload_libraries, cron.database_name and cron.use_background_workers, restart, and '
      'run: outlier migrate'
    union all
    select 3, 'roles',
      case
        when not pg_catalog.pg_has_role('outlier_owner', 'outlier_segments', 'member')
          then 'outlier_owner is not a member of outlier_segments: segments cannot be run'
        when exists (
          select
          from pg_catalog.pg_proc as p
          where p.pronamespace = 'api'::pg_catalog.regnamespace
            -- An administrator's command alone.
            and p.proname <> 'create_token'
            and not pg_catalog.has_function_privilege('outlier_executor', p.oid, 'execute')
        ) then 'outlier_executor may not call all functions of schema api'
      end,
      'Run: outlier migrate. Where grants were changed by hand, run the function files of sql/functions again.'
    union all
    select 4, 'rights',
      case when exists (
        select
        from pg_catalog.pg_class as c
        where c.relnamespace = 'outlier'::pg_catalog.regnamespace
          and c.relkind in ('r', 'p')
          and pg_catalog.has_table_privilege('outlier_executor', c.oid, 'select, insert, update, delete')
      ) then 'outlier_executor may touch tables: whoever takes the program over could read everybody''s number' end,
      'Revoke what it was granted on schema outlier, and the roles that it was made a member of.'
    union all
    select 5, 'segment rights',
      case when not pg_catalog.has_table_privilege('outlier_segments', 'outlier.authors', 'select')
        or pg_catalog.has_table_privilege('outlier_segments', 'outlier.settings', 'select')
      then 'outlier_segments must be able to read the audience tables, and no others'
      when not pg_catalog.has_database_privilege('outlier_segments', pg_catalog.current_database(), 'temporary')
      then 'outlier_segments cannot make temporary views: no segment can be saved or run' end,
      'Compare its grants with sql/migrations/0006_webhooks_and_consent.sql, and run sql/bootstrap.sql.'
    union all
    select 6, 'sending number',
      case when v_settings.sending_phone_number is null then 'no phone number to send from is set: nothing is sent' end,
      'Run: update outlier.settings set sending_phone_number = ''+1…'';'
    union all
    select 7, 'organization',
      case when v_settings.organization_id is null then 'no Missive organization is set: labels cannot be attached' end,
      'Run: update outlier.settings set organization_id = ''…'';'
    union all
    select 8, 'archive label',
      case
        when v_settings.archive_label_id is null
          then 'settings.archive_label_id is not set: conversations whose messages fail stay in the inbox'
      end,
      'Run: update outlier.settings set archive_label_id = ''…''; with the id of a shared label in Missive.'
    union all
    select 9, 'undeliverable label',
      case when not exists (
        select from outlier.lookup_templates as t where t.name = 'missive_broadcast_post_closing_label_id'
          and outlier.is_uuid(t.content)
      )
        then 'the template missive_broadcast_post_closing_label_id holds no label''s id: people who cannot be reached '
          'stay in the audience'
      end,
      'Run: update outlier.lookup_templates set content = ''…'' where name = '
      '''missive_broadcast_post_closing_label_id'';'
    union all
    select 10, 'sending',
      case when v_settings.sending_stopped then 'all sending is stopped' end,
      'When it may go on: select outlier.resume_all_sending();'
    union all
    select 11, 'quotas',
      (
        select pg_catalog.format(
          'the quota %s is held until %s: %s', q.name, outlier.local_time(q.held_until), q.hold_reason
        )
        from outlier.quotas as q
        where q.held_until > p_now
        order by q.name
        limit 1
      ),
      'Wait, or mend the token; then: update outlier.quotas set held_until = null, hold_reason = null;'
    union all
    select
      20 + pg_catalog.row_number() over (order by j.job),
      'job ' || j.job,
      j.problem,
      'Run: select outlier.schedule_jobs(); and look at outlier.job_status. Where no job runs: '
      'shared_preload_libraries, cron.database_name, cron.use_background_workers.'
    from outlier.job_status as j
    where pg_catalog.to_regclass('cron.job') is not null
  ) as i;
  return pg_catalog.jsonb_build_object(
    'now', pg_catalog.floor(extract(epoch from p_now) * 1000)::bigint,
    'process', pg_catalog.pg_backend_pid(),
    'organization', v_settings.organization_id,
    'items', v_items
  );
end;
$$;
comment on function api.check_installation(timestamptz) is
  'What an installation needs and whether it is there: items with a problem (null: none) and what to do; also the '
  'database''s clock in milliseconds, and its process.';
grant execute on function api.check_installation(timestamptz) to outlier_executor;
