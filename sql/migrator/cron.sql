-- Makes pg_cron ready in this database, or says what it takes.
do $$
declare
  v_at constant text := pg_catalog.format(
    'shared_preload_libraries = ''pg_cron'', cron.database_name = ''%s'' and cron.use_background_workers = on',
    pg_catalog.current_database());
  v_otherwise constant text := 'Or migrate with --without-cron: nothing then starts on a schedule.';
  v_database constant text := pg_catalog.current_setting('cron.database_name', true);
begin
  if not exists (select from pg_catalog.pg_extension as e where e.extname = 'pg_cron') then
    if not exists (select from pg_catalog.pg_available_extensions as a where a.name = 'pg_cron') then
      raise exception using
        message = pg_catalog.format(
          'pg_cron is not installed on the server. On Debian and Ubuntu: apt-get install postgresql-%s-cron; '
          'on a managed service, switch the extension on. Then set %s, and restart the server',
          pg_catalog.current_setting('server_version_num')::integer / 10000, v_at),
        hint = v_otherwise;
    elsif v_database is null then
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
    create extension pg_cron;
  end if;
  grant usage on schema cron to outlier_owner;
  if pg_catalog.current_setting('cron.use_background_workers', true) = 'off' then
    raise warning using message =
      'pg_cron connects over the network for each job, which needs a password for outlier_owner. '
      'Set cron.use_background_workers = on in postgresql.conf and restart the server.';
  end if;
end
$$;
