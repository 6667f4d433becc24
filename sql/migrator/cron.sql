-- Sets up pg_cron in this database. If that is impossible, the error says what to change.
do $$
declare
  v_at constant text := pg_catalog.format(
    'shared_preload_libraries = ''pg_cron'', cron.database_name = ''%s'' and cron.use_background_workers = on',
    pg_catalog.current_database());
  v_otherwise constant text := 'Or migrate with --without-cron: nothing then starts on a schedule.';
  -- PostgreSQL shows pg_cron's settings only to members of pg_read_all_settings. Other roles do not see these rows.
  v_may_look constant boolean := pg_catalog.pg_has_role(current_user, 'pg_read_all_settings', 'usage');
  v_database constant text := (select s.setting from pg_catalog.pg_settings as s where s.name = 'cron.database_name');
  v_step text[];
  v_is_done boolean;
begin
  if not exists (select from pg_catalog.pg_extension as e where e.extname = 'pg_cron') then
    if not exists (select from pg_catalog.pg_available_extensions as a where a.name = 'pg_cron') then
      raise exception using
        message = pg_catalog.format(
          'pg_cron is not installed on the server. On Debian and Ubuntu: apt-get install postgresql-%s-cron; '
          'on a managed service, switch the extension on. Then set %s, and restart the server',
          pg_catalog.current_setting('server_version_num')::integer / 10000, v_at),
        hint = v_otherwise;
    elsif v_database is null and v_may_look then
      raise exception using
        message = pg_catalog.format(
          'pg_cron is installed but not loaded. Set %s in postgresql.conf, and restart the server', v_at),
        hint = v_otherwise;
    elsif v_database <> pg_catalog.current_database() then
      raise exception using
        message = pg_catalog.format(
          'pg_cron runs in the database %1$s, not in %2$s. Set cron.database_name = ''%2$s'' in postgresql.conf and '
          'restart the server, or migrate that database', v_database, pg_catalog.current_database()),
        hint = v_otherwise;
    end if;
    begin
      create extension pg_cron;
    exception
      when insufficient_privilege then
        raise exception using
          errcode = '42501',
          message = pg_catalog.format(
            'permission denied: pg_cron is not in the database %s, and the role %s may not create it',
            pg_catalog.current_database(), current_user
          ),
          hint = pg_catalog.format(
            'Ask an administrator to run this in the database %s: create extension pg_cron; If that fails, set %s in '
            'postgresql.conf and restart the server. Then run sql/bootstrap.sql there, and migrate again. %s',
            pg_catalog.current_database(), v_at, v_otherwise
          );
    end;
  end if;

  foreach v_step slice 1 in array array[
    array[
      $_$pg_catalog.has_schema_privilege('outlier_owner', 'cron', 'usage')$_$,
      'grant usage on schema cron to outlier_owner'
    ],
    array[
      $_$not exists (
        select from pg_catalog.pg_proc as p
        where p.pronamespace = 'cron'::regnamespace
          and p.proname in ('schedule', 'unschedule')
          and not pg_catalog.has_function_privilege('outlier_owner', p.oid, 'execute')
      )$_$,
      'grant execute on all functions in schema cron to outlier_owner'
    ],
    array[
      $_$pg_catalog.has_table_privilege('outlier_owner', 'cron.job', 'select')$_$,
      'grant select on cron.job to outlier_owner'
    ],
    array[
      $_$pg_catalog.has_table_privilege('outlier_owner', 'cron.job_run_details', 'select')
        and pg_catalog.has_table_privilege('outlier_owner', 'cron.job_run_details', 'delete')$_$,
      'grant select, delete on cron.job_run_details to outlier_owner'
    ]
  ] loop
    execute 'select ' || v_step[1] into v_is_done;
    if v_is_done is not true then
      begin
        execute v_step[2];
      exception
        when insufficient_privilege then null;
      end;
      -- A grant without the right to grant is only a warning, not an error. So check the result.
      execute 'select ' || v_step[1] into v_is_done;
    end if;
    if v_is_done is not true then
      raise exception using
        errcode = '42501',
        message = pg_catalog.format('permission denied: the role %s may not run: %s', current_user, v_step[2]),
        hint = pg_catalog.format(
          'The jobs run as outlier_owner. Ask an administrator to run this in the database %s: %s; Then migrate again.',
          pg_catalog.current_database(), v_step[2]
        );
    end if;
  end loop;

  if not pg_catalog.pg_has_role('outlier_owner', 'pg_read_all_settings', 'usage') then
    raise warning using message =
      'outlier_owner may not read the settings of pg_cron, so Outlier cannot report wrong settings. Ask an '
      'administrator to run: grant pg_read_all_settings to outlier_owner;';
  end if;
  if v_database <> pg_catalog.current_database() then
    raise warning using message = pg_catalog.format(
      'pg_cron runs in the database %1$s, so no job of this one runs. Set cron.database_name = ''%2$s'' in '
      'postgresql.conf and restart the server.', v_database, pg_catalog.current_database());
  end if;
  if exists (
    select from pg_catalog.pg_settings as s where s.name = 'cron.use_background_workers' and s.setting = 'off'
  ) then
    raise warning using message =
      'pg_cron connects over the network for each job, which needs a password for outlier_owner. '
      'Set cron.use_background_workers = on in postgresql.conf and restart the server.';
  end if;
end
$$;
