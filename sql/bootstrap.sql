-- What needs more rights than the owner has: roles, schemas, and membership. Safe to run again.
-- `outlier migrate` runs it first. If the role that migrates may not do it, an administrator runs this file once by
-- hand: then it also grants the owner of the database what a migration needs. To let another role migrate, name it:
--   PGOPTIONS="-c migrate.role=name" psql -X -d outlier -f sql/bootstrap.sql
do $$
declare
  -- What a member may do has several parts since PostgreSQL 16.
  v_set constant text :=
    case when pg_catalog.current_setting('server_version_num')::integer >= 160000 then 'SET' else 'MEMBER' end;
  -- The program sets "none": its own role has what it needs by the steps below, and nobody else gets anything.
  v_migrates constant text := coalesce(
    nullif(pg_catalog.current_setting('migrate.role', true), ''),
    (
      select r.rolname
      from pg_catalog.pg_database as d
      inner join pg_catalog.pg_roles as r on r.oid = d.datdba
      where d.datname = pg_catalog.current_database()
    )
  );
  v_step text[];
  v_is_done boolean;
begin
  -- What must hold, and the statement that makes it so.
  foreach v_step slice 1 in array array[
    array[
      $_$pg_catalog.to_regrole('outlier_owner') is not null$_$, 'create role outlier_owner'
    ],
    array[
      $_$pg_catalog.to_regrole('outlier_executor') is not null$_$, 'create role outlier_executor'
    ],
    array[
      $_$pg_catalog.to_regrole('outlier_reader') is not null$_$, 'create role outlier_reader'
    ],
    array[
      $_$pg_catalog.to_regrole('outlier_segments') is not null$_$, 'create role outlier_segments'
    ],
    array[
      pg_catalog.format($_$pg_catalog.pg_has_role(current_user, 'outlier_owner', %L)$_$, v_set),
      pg_catalog.format('grant outlier_owner to %I', current_user)
    ],
    -- The owner creates the functions that run as outlier_segments.
    array[
      pg_catalog.format($_$pg_catalog.pg_has_role('outlier_owner', 'outlier_segments', %L)$_$, v_set),
      'grant outlier_segments to outlier_owner'
    ],
    -- pg_cron runs jobs as the owner, which must be able to log in for that; it has no password, so nobody else can.
    array[
      $_$(select r.rolcanlogin from pg_catalog.pg_roles as r where r.rolname = 'outlier_owner')$_$,
      'alter role outlier_owner login'
    ],
    -- The time limit bounds every job, and with it the segment queries that a broadcast runs.
    array[
      $_$(select r.rolconfig is not null from pg_catalog.pg_roles as r where r.rolname = 'outlier_owner')$_$,
      $_$alter role outlier_owner set statement_timeout = '5min'$_$
    ],
    array[
      $_$(select r.rolcanlogin from pg_catalog.pg_roles as r where r.rolname = 'outlier_executor')$_$,
      'alter role outlier_executor login'
    ],
    -- A segment's query is judged and run as a temporary view, and the migrator works with temporary tables. Everybody
    -- has this right, unless it was taken from public.
    array[
      $_$pg_catalog.has_database_privilege('outlier_segments', pg_catalog.current_database(), 'temporary')$_$,
      pg_catalog.format('grant temporary on database %I to outlier_segments', pg_catalog.current_database())
    ],
    array[
      $_$pg_catalog.has_database_privilege(current_user, pg_catalog.current_database(), 'temporary')$_$,
      pg_catalog.format('grant temporary on database %I to %I', pg_catalog.current_database(), current_user)
    ],
    array[
      $_$pg_catalog.to_regnamespace('outlier') is not null$_$, 'create schema outlier authorization outlier_owner'
    ],
    array[
      $_$pg_catalog.to_regnamespace('api') is not null$_$, 'create schema api authorization outlier_owner'
    ]
  ] loop
    execute 'select ' || v_step[1] into v_is_done;
    if v_is_done is not true then
      begin
        execute v_step[2];
      exception
        -- Another database of this cluster was being set up at the same moment.
        when duplicate_object or unique_violation then null;
        when insufficient_privilege then
          raise exception using
            errcode = '42501',
            message = pg_catalog.format('permission denied: the role %s may not run: %s', current_user, v_step[2]),
            hint = pg_catalog.format(
              'Ask an administrator to run this in the database %s: %s; Or let the administrator run '
              'sql/bootstrap.sql there, which does all that is missing. Then migrate again.',
              pg_catalog.current_database(), v_step[2]
            );
      end;
    end if;
  end loop;

  -- These an administrator can grant, and the migration names the one that it needs and does not have.
  foreach v_step slice 1 in array array[
    array[
      pg_catalog.format(
        $_$%1$L = 'none' or pg_catalog.pg_has_role(%1$L, 'outlier_owner', %2$L)$_$, v_migrates, v_set
      ),
      pg_catalog.format('grant outlier_owner to %I', v_migrates)
    ],
    array[
      pg_catalog.format(
        $_$%1$L = 'none' or pg_catalog.has_database_privilege(%1$L, pg_catalog.current_database(), 'temporary')$_$,
        v_migrates
      ),
      pg_catalog.format('grant temporary on database %I to %I', pg_catalog.current_database(), v_migrates)
    ],
    array[
      $_$pg_catalog.pg_has_role('outlier_owner', 'pg_read_all_settings', 'usage')$_$,
      'grant pg_read_all_settings to outlier_owner'
    ],
    array[
      $_$not exists (select from pg_catalog.pg_extension as e where e.extname = 'pg_cron')
        or pg_catalog.has_schema_privilege('outlier_owner', 'cron', 'usage')$_$,
      'grant usage on schema cron to outlier_owner'
    ]
  ] loop
    execute 'select ' || v_step[1] into v_is_done;
    if v_is_done is not true then
      begin
        execute v_step[2];
      exception
        when insufficient_privilege then null;
      end;
    end if;
  end loop;
end
$$;

-- After a restore with --no-owner everything belongs to the role that restored, and the functions that run with the
-- rights of their owner have that role's.
do $$
declare
  v_owner text := (
    select c.relowner::regrole::text
    from pg_catalog.pg_class as c
    where c.oid = pg_catalog.to_regclass('outlier.applied_scripts')
      and c.relowner <> 'outlier_owner'::regrole
  );
  v_statement text;
begin
  if v_owner is null then
    return;
  end if;
  perform pg_catalog.set_config('lock_timeout', '5s', true);
  for v_statement in
    select objects.statement
    from (
      select 1 as place, pg_catalog.format('alter schema %I owner to outlier_owner', n.nspname) as statement
      from pg_catalog.pg_namespace as n
      where n.nspname in ('outlier', 'api')
        and n.nspowner = v_owner::regrole
      union all
      select 2, pg_catalog.format('alter table %s owner to outlier_owner', c.oid::regclass)
      from pg_catalog.pg_class as c
      where c.relnamespace in ('outlier'::regnamespace, 'api'::regnamespace)
        and c.relkind in ('r', 'p', 'v', 'm', 'S')
        and c.relowner = v_owner::regrole
        -- The sequence of a column goes with its table.
        and not exists (
          select from pg_catalog.pg_depend as d
          where d.classid = 'pg_catalog.pg_class'::regclass
            and d.objid = c.oid
            and d.deptype in ('a', 'i')
            and c.relkind = 'S'
        )
      union all
      select 2, pg_catalog.format('alter type %s owner to outlier_owner', t.oid::regtype)
      from pg_catalog.pg_type as t
      left join pg_catalog.pg_class as c on c.oid = t.typrelid
      where t.typnamespace in ('outlier'::regnamespace, 'api'::regnamespace)
        and t.typowner = v_owner::regrole
        and (c.relkind = 'c' or t.typtype in ('d', 'e', 'r'))
      union all
      select 2, pg_catalog.format('alter routine %s owner to outlier_owner', p.oid::regprocedure)
      from pg_catalog.pg_proc as p
      where p.pronamespace in ('outlier'::regnamespace, 'api'::regnamespace)
        and p.proowner = v_owner::regrole
    ) as objects
    order by objects.place, objects.statement
  loop
    begin
      execute v_statement;
    exception
      when insufficient_privilege then
        raise exception using
          errcode = '42501',
          message = pg_catalog.format(
            'permission denied: the tables and functions belong to %s, and the role %s may not run: %s',
            v_owner, current_user, v_statement
          ),
          hint = pg_catalog.format(
            'Ask an administrator to run sql/bootstrap.sql in the database %s: it hands all of them to outlier_owner. '
            'Then migrate again.', pg_catalog.current_database()
          );
    end;
  end loop;
end
$$;
