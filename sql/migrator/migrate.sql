-- The migrator. `outlier migrate` runs this text, and so does the file that `outlier migrate --script` writes.
-- All objects that this file itself creates are temporary.
create temporary table scripts (
  position serial primary key,
  name text not null unique,
  sha256 text not null,
  text text not null,
  -- The created object: schema.name for a function or view, schema.table.trigger for a trigger.
  object text not null generated always as (regexp_replace(name, '^functions/(.*/)?|^triggers/|\.sql$', '', 'g')) stored
);

create view pg_temp.objects as
select n.nspname || '.' || p.proname as object, p.tableoid as class_id, p.oid as object_id
from pg_proc as p
inner join pg_namespace as n on n.oid = p.pronamespace and n.nspname in ('outlier', 'api')
union all
select n.nspname || '.' || c.relname, c.tableoid, c.oid
from pg_class as c
inner join pg_namespace as n on n.oid = c.relnamespace and n.nspname in ('outlier', 'api')
where c.relkind = 'v'
union all
select n.nspname || '.' || c.relname || '.' || t.tgname, t.tableoid, t.oid
from pg_trigger as t
inner join pg_class as c on c.oid = t.tgrelid
inner join pg_namespace as n on n.oid = c.relnamespace and n.nspname = 'outlier'
where not t.tgisinternal;

create function pg_temp.journal() returns table (name text, sha256 text) language plpgsql as $$
begin
  if to_regclass('outlier.applied_scripts') is not null then
    return query select s.name, s.sha256 from outlier.applied_scripts as s;
  end if;
end
$$;

create view pg_temp.newer as
select j.name
from pg_temp.journal() as j
where j.name like 'migrations/%'
  and j.name not in (select s.name from pg_temp.scripts as s);

-- A migration runs once. A function, view or trigger is created if its text changed or if it does not exist.
-- A function that must run as outlier_segments is also created again if it lost that owner (a restore with --no-owner).
create view pg_temp.pending as
select s.position, s.name
from pg_temp.scripts as s
left join pg_temp.journal() as j on j.name = s.name and j.sha256 = s.sha256
where not exists (select from pg_temp.newer)
  and (
    j.name is null
    or s.name not like 'migrations/%' and s.object not in (select o.object from pg_temp.objects as o)
    or s.text like '%) owner to outlier\_segments;%' and exists (
      select
      from pg_temp.objects as o
      inner join pg_proc as p on p.tableoid = o.class_id and p.oid = o.object_id
      where o.object = s.object
        and pg_get_userbyid(p.proowner) <> 'outlier_segments'
    )
  );

-- Functions, views and triggers that this version no longer has. If their file only moved to another folder, the object
-- stays.
create view pg_temp.gone as
select j.name, s.object is not null as is_moved, o.class_id, o.object_id
from pg_temp.journal() as j
cross join lateral (values (regexp_replace(j.name, '^functions/(.*/)?|^triggers/|\.sql$', '', 'g'))) as was (object)
left join pg_temp.scripts as s on s.object = was.object
left join pg_temp.objects as o on o.object = was.object
where not exists (select from pg_temp.newer)
  and j.name not like 'migrations/%'
  and j.name not in (select known.name from pg_temp.scripts as known);

grant select on scripts, pg_temp.objects, pg_temp.newer, pg_temp.pending, pg_temp.gone to public;

create function pg_temp.check_database() returns void language plpgsql as $$
declare
  v_name text;
begin
  select j.name into v_name
  from pg_temp.journal() as j
  inner join pg_temp.scripts as s on s.name = j.name and s.sha256 <> j.sha256
  where j.name like 'migrations/%'
  order by j.name limit 1;
  if found then
    raise exception using
      message = format('The database was migrated with another text of %s', v_name),
      hint = 'Restore that text, and write a new migration for the change.';
  end if;
  select n.name into v_name from pg_temp.newer as n order by n.name desc limit 1;
  if not found then
    return;
  end if;
  if (api.schema_version() ->> 'programsSince')::integer
    > (select max(substring(s.name from '^migrations/(\d+)')::integer) from pg_temp.scripts as s) then
    raise exception using
      message = format('The database is newer than this program: it has %s, and serves only newer programs', v_name),
      hint = 'Install a newer version of Outlier.';
  end if;
  raise warning
    'The database is newer than this program: it has %. It serves this program too, so nothing is done.', v_name;
end
$$;

-- Drops one of Outlier's objects, and first those of Outlier's objects that depend on it. The dropped dependents are
-- then pending, and a later round creates them again. The function never drops an object that is not Outlier's.
create function pg_temp.drop_object(p_class_id oid, p_object_id oid) returns void language plpgsql as $$
declare
  v_identity text;
  v_detail text;
begin
  perform pg_temp.drop_object(o.class_id, o.object_id)
  from pg_temp.objects as o
  where o.object_id <> p_object_id
    and (
      o.object in (select s.object from pg_temp.scripts as s)
      or o.object_id in (select g.object_id from pg_temp.gone as g)
      -- A database that an early version migrated has no record of its triggers. Their names show that they are
      -- Outlier's.
      or o.object ~ '^outlier\.\w+\._\d{3}_'
        and p_object_id in (select g.object_id from pg_temp.gone as g where not g.is_moved)
    )
    and (o.class_id, o.object_id) in (
      select coalesce(v.tableoid, d.classid), coalesce(v.oid, d.objid)
      from pg_depend as d
      left join pg_rewrite as r on d.classid = r.tableoid and r.oid = d.objid
      left join pg_class as v on v.oid = r.ev_class
      where (d.refclassid, d.refobjid) = (p_class_id, p_object_id)
        or d.refclassid = 'pg_type'::regclass and p_class_id = 'pg_class'::regclass and d.refobjid in (
          select unnest(array[t.oid, t.typarray]) from pg_type as t where t.typrelid = p_object_id
        )
    );
  -- An earlier drop may already have dropped this object.
  select format('%s %s', i.type, i.identity) into v_identity
  from pg_temp.objects as o, pg_identify_object(o.class_id, o.object_id, 0) as i
  where (o.class_id, o.object_id) = (p_class_id, p_object_id);
  if found then
    execute 'drop ' || v_identity;
  end if;
exception when dependent_objects_still_exist then
  get stacked diagnostics v_detail = pg_exception_detail;
  raise exception using
    errcode = '2BP01',
    message = format('%s must be dropped or created again, but other objects use it: %s', v_identity, v_detail),
    hint = 'Drop the objects that use it, migrate, and create those objects again.';
end
$$;

create function pg_temp.run_script(p_name text) returns void language plpgsql as $$
declare
  v_text text;
  v_sha256 text;
  v_old oid[];
  v_wait interval := current_setting('migrate.lock_timeout')::interval;
  v_state text;
  v_detail text;
  v_hint text;
begin
  -- Other sessions wait for our first lock until we commit, so one limit covers all waits of one try.
  v_wait := greatest(v_wait - (clock_timestamp() - current_setting('migrate.try_began')::timestamptz), v_wait / 5);
  perform set_config('lock_timeout', (extract(epoch from v_wait) * 1000)::integer::text, true);
  select s.text, s.sha256, array(select o.object_id from pg_temp.objects as o where o.object = s.object)
  into v_text, v_sha256, v_old
  from pg_temp.scripts as s where s.name = p_name;
  begin
    execute v_text;
  exception when invalid_function_definition or invalid_table_definition or wrong_object_type then
    -- PostgreSQL cannot replace an object if its result, a parameter name or a column differs. So drop it first.
    if v_old = '{}' then
      raise;
    end if;
    perform pg_temp.drop_object(o.class_id, o.object_id) from pg_temp.objects as o where o.object_id = any (v_old);
    execute v_text;
  end;
  -- If its parameters differ, PostgreSQL created a second function beside the old one. So drop the old one.
  if exists (
    select from pg_temp.objects as o inner join pg_temp.scripts as s on s.object = o.object
    where s.name = p_name and o.object_id <> all (v_old)
  ) then
    perform pg_temp.drop_object(o.class_id, o.object_id) from pg_temp.objects as o where o.object_id = any (v_old);
  end if;
  insert into outlier.applied_scripts as a (name, sha256) values (p_name, v_sha256)
  on conflict (name) do update set sha256 = excluded.sha256, applied_at = now();
exception when others then
  get stacked diagnostics v_state = returned_sqlstate, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
  raise exception using
    errcode = v_state,
    message = format('%s failed and was rolled back: %s', p_name, sqlerrm),
    detail = v_detail,
    hint = v_hint;
end
$$;

create function pg_temp.try_apply(p_before text) returns text[] language plpgsql as $$
declare
  v_done text[] := '{}';
  v_name text;
  v_gone oid[] := array(select g.object_id from pg_temp.gone as g where not g.is_moved);
  v_state text := 'P0001';
  v_message text :=
    'a function, view or trigger is missing after its file was run: the file must have the name of the object';
begin
  foreach v_name in array array(
    select p.name from pg_temp.pending as p
    where p.name like 'migrations/%' and (p_before is null or p.name < p_before)
    order by p.position
  ) loop
    perform pg_temp.run_script(v_name);
    perform set_config('migrate.migrated', 'yes', false);
    v_done := v_done || v_name;
  end loop;
  if p_before is not null or exists (select from pg_temp.newer) then
    return v_done;
  end if;
  -- A later round creates objects that need a later file, and objects that were dropped together with a replaced one.
  for v_round in 1..10 loop
    foreach v_name in array array(select p.name from pg_temp.pending as p order by p.position) loop
      begin
        perform pg_temp.run_script(v_name);
        v_done := v_done || v_name;
      exception when undefined_function or undefined_table or undefined_object or undefined_column then
        v_state := sqlstate;
        v_message := sqlerrm;
      end;
    end loop;
    perform pg_temp.drop_object(g.class_id, g.object_id) from pg_temp.gone as g where g.object_id = any (v_gone);
    exit when not exists (select from pg_temp.pending);
  end loop;
  if exists (select from pg_temp.pending) then
    raise exception using errcode = v_state, message = v_message;
  end if;
  delete from outlier.applied_scripts as a where exists (select from pg_temp.gone as g where g.name = a.name);
  return array(select s.name from pg_temp.scripts as s where s.name = any (v_done) order by s.position);
end
$$;

-- Describes the sessions that block the migration. When this runs, the wait has already ended. So it lists sessions
-- that have held a lock since before the try began: on the tables that the failed script names, or else on any table of
-- Outlier.
create function pg_temp.blockers(p_error text, p_since timestamptz) returns text language plpgsql as $$
declare
  v_role text := current_setting('role');
  v_text text := (
    select s.text
    from pg_temp.scripts as s
    where starts_with(p_error, s.name || ' ')
    limit 1
  );
  v_blockers text;
begin
  -- The login role may see more of other sessions than outlier_owner may.
  perform set_config('role', 'none', true);
  select string_agg(
    case
      when blocking.pid is null then format('A prepared transaction (see pg_prepared_xacts) holds %s', blocking.locks)
      else format(
        'Process %s (role %s, application %s, state %s, transaction since %s, query since %s) holds %s',
        blocking.pid,
        coalesce(a.usename, a.backend_type),
        coalesce(nullif(a.application_name, ''), '-'),
        coalesce(a.state, format('hidden from the role %s, which needs pg_read_all_stats to see it', session_user)),
        coalesce(to_char(a.xact_start, 'YYYY-MM-DD HH24:MI:SS TZ'), '-'),
        coalesce(to_char(a.query_start, 'YYYY-MM-DD HH24:MI:SS TZ'), '-'),
        blocking.locks
      )
    end,
    '; ' order by blocking.is_strong desc, a.xact_start nulls last
  )
  into v_blockers
  from (
    select
      held.pid,
      string_agg(distinct held.mode || ' on ' || held.name, ', ') as locks,
      bool_or(held.mode <> 'AccessShareLock') as is_strong
    from (
      select
        l.pid, l.mode, c.oid::regclass::text as name,
        coalesce(v_text ~ ('\m' || c.relname || '\M'), false) as is_named,
        bool_or(v_text ~ ('\m' || c.relname || '\M')) over () is true as are_some_named
      from pg_locks as l
      inner join pg_class as c on c.oid = l.relation and c.relkind in ('r', 'p', 'v', 'm')
      inner join pg_namespace as n on n.oid = c.relnamespace and n.nspname in ('outlier', 'api')
      left join pg_stat_activity as a on a.pid = l.pid
      where l.granted
        and l.locktype = 'relation'
        and l.database = (select d.oid from pg_database as d where d.datname = current_database())
        and l.pid is distinct from pg_backend_pid()
        -- A prepared transaction has no process. If the session's role is hidden from us, so is the start of its
        -- transaction.
        and (l.pid is null or a.state is null or a.xact_start <= p_since)
    ) as held
    where held.is_named or not held.are_some_named
    group by held.pid
  ) as blocking
  left join pg_stat_activity as a on a.pid = blocking.pid;
  perform set_config('role', v_role, true);
  return coalesce(v_blockers, 'The session that held the lock has ended since');
end
$$;

-- While the migration waits for a table's lock, all later sessions wait behind it. So each wait is short. When it ends,
-- the try is rolled back, which releases every lock. The next try begins 0.1 to 1.1 seconds later.
-- Returns the names of the applied scripts: the migrations before p_before, or all pending scripts if it is null.
create function pg_temp.apply(p_before text default null) returns setof text language plpgsql as $$
declare
  v_until timestamptz := clock_timestamp()
    + coalesce(nullif(current_setting('migrate.lock_patience', true), ''), '1 minute')::interval;
  v_began timestamptz;
begin
  perform set_config(
    'migrate.lock_timeout', coalesce(nullif(current_setting('migrate.lock_timeout', true), ''), '500ms'), true);
  loop
    v_began := clock_timestamp();
    begin
      perform set_config('migrate.try_began', v_began::text, true);
      perform set_config('lock_timeout', current_setting('migrate.lock_timeout'), true);
      return query select unnest(pg_temp.try_apply(p_before));
      return;
    exception when lock_not_available or deadlock_detected then
      if clock_timestamp() > v_until then
        raise exception using
          errcode = '55P03',
          message = format(
            '%s. Each try waited for %s. %s', sqlerrm, current_setting('migrate.lock_timeout'),
            pg_temp.blockers(sqlerrm, v_began)
          ),
          hint = 'Nothing was changed. Let the session end, or end it with pg_terminate_backend(process), and migrate '
            'again.';
      end if;
    end;
    perform pg_sleep(0.1 + random());
  end loop;
end
$$;

-- Runs in a transaction of its own. It may create partitions, and must not wait for their locks while other locks are
-- held.
create function pg_temp.set_up_jobs() returns void language plpgsql as $$
declare
  v_until timestamptz := clock_timestamp()
    + coalesce(nullif(current_setting('migrate.lock_patience', true), ''), '1 minute')::interval;
  v_began timestamptz;
begin
  loop
    v_began := clock_timestamp();
    begin
      perform set_config(
        'lock_timeout', coalesce(nullif(current_setting('migrate.lock_timeout', true), ''), '500ms'), true);
      perform outlier.schedule_jobs();
      return;
    exception when lock_not_available or deadlock_detected then
      if clock_timestamp() > v_until then
        raise exception using
          errcode = '55P03',
          message = format('the jobs could not be set up: %s. %s', sqlerrm, pg_temp.blockers(sqlerrm, v_began)),
          hint = 'All migrations and functions are applied. Let the session end, or end it with '
            'pg_terminate_backend(process), and migrate again.';
      end if;
    end;
    perform pg_sleep(0.1 + random());
  end loop;
end
$$;

create function pg_temp.is_pending(p_name text) returns boolean language sql as $$
  select exists (select from pg_temp.pending as p where p.name = p_name)
$$;

-- An index build that was interrupted leaves an invalid index. It would block the next try, so that try drops it first.
create function pg_temp.unfinished_indexes(p_name text) returns setof text language sql as $$
  select format('drop index concurrently %s', i.indexrelid::regclass)
  from pg_index as i
  inner join pg_class as c on c.oid = i.indexrelid and c.relkind = 'i' and c.relnamespace = to_regnamespace('outlier')
  inner join pg_temp.scripts as s on s.name = p_name and s.text ~ ('\m' || c.relname || '\M')
  where not i.indisvalid
$$;

create function pg_temp.finish(p_name text) returns setof text language plpgsql as $$
begin
  if exists (select from pg_temp.unfinished_indexes(p_name)) then
    raise exception using
      message = format('%s left an index that is not valid', p_name),
      hint = 'Migrate again: the migration then drops the index and builds it again.';
  end if;
  insert into outlier.applied_scripts (name, sha256)
  select s.name, s.sha256 from pg_temp.scripts as s where s.name = p_name;
  return next p_name;
end
$$;
