-- What needs more rights than the owner has: roles, schemas, and membership. Safe to run again.
-- `outlier migrate` runs it first. Where its user may not create roles, an administrator runs this file once by hand.
do $$
declare
  v_role text;
begin
  foreach v_role in array array['outlier_owner', 'outlier_executor', 'outlier_reader', 'outlier_segments'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = v_role) then
      begin
        execute pg_catalog.format('create role %I', v_role);
      exception
        -- Another database of this cluster was being set up at the same moment.
        when duplicate_object or unique_violation then null;
        when insufficient_privilege then
          raise exception using
            errcode = '42501',
            message = pg_catalog.format('role %s does not exist and %s may not create it', v_role, current_user),
            hint = 'Run sql/bootstrap.sql once as an administrator (superuser or CREATEROLE), then migrate again.';
      end;
    end if;
  end loop;

  if not pg_catalog.pg_has_role(current_user, 'outlier_owner', 'member') then
    begin
      execute pg_catalog.format('grant outlier_owner to %I', current_user);
    exception when insufficient_privilege then
      raise exception using
        errcode = '42501',
        message = pg_catalog.format('permission denied: %s is no member of outlier_owner', current_user),
        hint = pg_catalog.format(
          'Ask an administrator to run: grant outlier_owner to %I; and migrate again.', current_user);
    end;
  end if;
  -- The owner creates the functions that run as outlier_segments.
  if not pg_catalog.pg_has_role('outlier_owner', 'outlier_segments', 'member') then
    grant outlier_segments to outlier_owner;
  end if;

  -- pg_cron runs jobs as the owner, which must be able to log in for that; it has no password, so nobody else can.
  -- The time limit bounds every job, and with it the segment queries that a broadcast runs.
  if not (select rolcanlogin and rolconfig is not null from pg_catalog.pg_roles where rolname = 'outlier_owner') then
    alter role outlier_owner login;
    alter role outlier_owner set statement_timeout = '5min';
  end if;
  if not (select rolcanlogin from pg_catalog.pg_roles where rolname = 'outlier_executor') then
    alter role outlier_executor login;
  end if;

  -- A segment's query is judged and run as a temporary view. Everybody has this right, unless it was taken from public.
  if not pg_catalog.has_database_privilege('outlier_segments', pg_catalog.current_database(), 'temporary') then
    execute pg_catalog.format('grant temporary on database %I to outlier_segments', pg_catalog.current_database());
  end if;
  if pg_catalog.to_regnamespace('outlier') is null then
    create schema outlier authorization outlier_owner;
  end if;
  if pg_catalog.to_regnamespace('api') is null then
    create schema api authorization outlier_owner;
  end if;
end
$$;
