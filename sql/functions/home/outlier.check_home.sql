create or replace function outlier.check_home(p_now timestamptz)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_home outlier.home;
  v_installation text := (select s.installation from outlier.settings as s);
  v_strange text := outlier.executor_setting('outlier.installation');
begin
  select h.* into v_home from outlier.home as h;
  -- If two sessions claim at the same time, one writes the row, and the other does not wait.
  if not found and pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended('outlier.home', 0)) then
    insert into outlier.home (server, database_oid, adopted_at)
    select outlier.server_identity(), d.oid, p_now
    from pg_catalog.pg_database as d
    where d.datname = pg_catalog.current_database()
    on conflict (is_only_row) do nothing;
    select h.* into v_home from outlier.home as h;
  end if;
  -- A job does not know the executor's configuration. The executor stores the name of its installation here for the
  -- jobs.
  if v_strange is not null then
    v_strange := case when v_strange <> v_installation then v_strange end;
    if v_strange is distinct from v_home.strange_installation then
      update outlier.home as h
      set strange_installation = v_strange
      where h.is_only_row = (select free.is_only_row from outlier.home as free for update skip locked);
    end if;
  end if;
  return outlier.describe_copy() is null;
end;
$$;
comment on function outlier.check_home(timestamptz) is
  'Returns true if this database is at home. Stores the database''s place if none is stored yet. Also stores whether '
  'the calling executor has the name of another installation.';
