-- Contains the checks that the database can do. `outlier check` adds the checks of the program.
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
  v_silent_since timestamptz := outlier.scheduler_silent_since(p_now);
  -- If the login may not read the settings of pg_cron, pg_settings does not list them.
  v_cron jsonb := (
    select pg_catalog.jsonb_object_agg(g.name, g.setting)
    from pg_catalog.pg_settings as g
    where g.name in ('cron.database_name', 'cron.log_run')
  );
  v_cron_database text := v_cron ->> 'cron.database_name';
  v_patience interval := pg_catalog.current_setting('statement_timeout')::interval;
  v_behind record;
  v_job_patience text := outlier.find_role_setting('outlier_owner', 'statement_timeout');
begin
  select s.* into v_settings from outlier.settings as s;
  select
    pg_catalog.string_agg(
      pg_catalog.format(
        'the sequence %s is behind %s.%s, which goes up to %s: inserts fail',
        b.sequence_name, b.table_name, b.column_name, b.highest
      ),
      '; '
    ) as problem,
    'Run: ' || pg_catalog.string_agg(
      pg_catalog.format('select setval(%L, %s);', b.sequence_name, b.highest), ' '
    ) as remedy
  into v_behind
  from outlier.sequences_behind() as b;
  select pg_catalog.jsonb_agg(
    pg_catalog.jsonb_build_object('name', i.name, 'problem', i.problem, 'remedy', i.remedy) order by i.place
  )
  into v_items
  from (
    select 1 as place, 'server' as name,
      case
        when pg_catalog.current_setting('server_version_num')::integer < 150000 then
          pg_catalog.format(
            'PostgreSQL has version %s, but Outlier needs 15 or newer', pg_catalog.current_setting('server_version')
          )
        when pg_catalog.current_setting('server_encoding') <> 'UTF8' then
          pg_catalog.format(
            'the encoding of the database is %s, but Outlier needs UTF8 to recognize opt-outs',
            pg_catalog.current_setting('server_encoding')
          )
      end as problem,
      case
        when pg_catalog.current_setting('server_version_num')::integer < 150000 then 'Upgrade the server.'
        else 'Create another database, and move the data to it: create database outlier template template0 '
          'encoding ''UTF8'' locale ''C'';'
      end as remedy
    union all
    select 2, 'pg_cron',
      case
        when pg_catalog.to_regclass('cron.job') is null
          then 'pg_cron is not in this database: nothing starts on a schedule'
      end,
      'Install it, set shared_preload_libraries, cron.database_name and cron.use_background_workers, restart, and '
      'run: outlier migrate'
    union all
    select 2.1, 'scheduler',
      case
        when v_silent_since is not null then
          pg_catalog.format('pg_cron has run no job since %s', outlier.local_time(v_silent_since))
        when not exists (select from pg_catalog.pg_extension as e where e.extname = 'pg_cron') then null
        when v_cron_database <> pg_catalog.current_database() then
          pg_catalog.format('pg_cron runs in the database %s: no job of this database runs', v_cron_database)
        when v_cron ->> 'cron.log_run' = 'off'
          then 'cron.log_run is off: pg_cron keeps no record, so Outlier cannot see whether jobs run'
      end,
      case
        when v_silent_since is not null then
          'Restart the database server: that starts pg_cron''s scheduler again. If it still runs no job, look for '
          'pg_cron in the server''s log.'
        when v_cron_database <> pg_catalog.current_database() then
          pg_catalog.format(
            'Set cron.database_name = ''%s'' in postgresql.conf, and restart the server.', pg_catalog.current_database()
          )
        else 'Set cron.log_run = on in postgresql.conf, and restart the server.'
      end
    union all
    select 2.2, 'writes',
      case
        when pg_catalog.pg_is_in_recovery() then 'the server is a standby: it accepts no writes, so nothing is sent'
        when pg_catalog.current_setting('transaction_read_only')::boolean
          then 'the database is read-only for this login (default_transaction_read_only): nothing is sent'
        when outlier.find_role_setting('outlier_owner', 'default_transaction_read_only') = 'on'
          then 'default_transaction_read_only is on for outlier_owner: no job of pg_cron works'
      end,
      case
        when pg_catalog.pg_is_in_recovery() then
          'Connect to the primary: name all hosts in ConnectionStrings__Outlier, with Target Session '
          'Attributes=primary.'
        else
          'Set default_transaction_read_only = off where it was set: with alter system, alter database or alter role.'
      end
    union all
    select 2.3, 'replication',
      case when pg_catalog.current_setting('synchronous_standby_names') = ''
        and exists (
          select
          from pg_catalog.pg_stat_replication as r
          where r.pid not in (select l.active_pid from pg_catalog.pg_replication_slots as l
              where l.slot_type = 'logical' and l.active_pid is not null)
            -- Null if the login may not see the state.
            and coalesce(r.state, 'streaming') = 'streaming'
            and coalesce(r.application_name, '') not in ('pg_basebackup', 'pg_receivewal')
        )
      then 'no standby is synchronous: a failover can lose the last commits, and one of them can be an opt-out' end,
      'Set synchronous_standby_names, such as ''ANY 1 (*)''. With Patroni: synchronous_mode: true.'
    union all
    select 2.4, 'statement_timeout',
      case
        when v_patience > interval '0' and v_patience < interval '30 seconds' then
          pg_catalog.format(
            'the executor''s statement_timeout is %s: PostgreSQL cancels its longer calls',
            pg_catalog.current_setting('statement_timeout')
          )
        when (v_job_patience || case when v_job_patience ~ '^[0-9]+$' then ' ms' else '' end)::interval
          between interval '1 millisecond' and interval '59 seconds'
          then pg_catalog.format(
            'the statement_timeout of outlier_owner is %s: PostgreSQL cancels the jobs that start broadcasts',
            v_job_patience
          )
      end,
      case
        when v_patience > interval '0' and v_patience < interval '30 seconds' then
          'Set at least 30 seconds: alter role outlier_executor set statement_timeout = ''5min''; Remove a shorter '
          'setting from alter database and postgresql.conf. Then restart the executor.'
        else 'Run: alter role outlier_owner set statement_timeout = ''5min'';'
      end
    union all
    select 2.5, 'settings', other.problem, other.remedy
    from (
      select
        'the jobs of outlier_owner run with ' || pg_catalog.string_agg(w.name || ' = ' || w.value, ', ' order by w.name)
          as problem,
        'Run: outlier migrate. Or run: ' || pg_catalog.string_agg(
          pg_catalog.format(
            'alter role outlier_owner in database %I set %s = %L;', pg_catalog.current_database(), w.name, w.wanted
          ),
          ' ' order by w.name
        ) as remedy
      from (
        select k.name, outlier.find_role_setting('outlier_owner', k.name) as value, k.wanted
        from (
          select known.name, known.value as wanted from outlier.wanted_settings as known
          union all
          values ('role', 'none'), ('session_replication_role', 'origin')
        ) as k
      ) as w
      where w.value <> w.wanted
    ) as other
    union all
    select 3, 'roles',
      case
        when not pg_catalog.pg_has_role('outlier_owner', 'outlier_segments', 'member')
          then 'outlier_owner is not a member of outlier_segments: segments cannot be run'
        when exists (
          select
          from pg_catalog.pg_proc as p
          where p.pronamespace = 'api'::pg_catalog.regnamespace
            -- Only an administrator calls create_token.
            and p.proname <> 'create_token'
            and not pg_catalog.has_function_privilege('outlier_executor', p.oid, 'execute')
        ) then 'outlier_executor may not call all functions of schema api'
      end,
      'Run: outlier migrate. If somebody changed grants by hand, run the function files of sql/functions again.'
    union all
    select 4, 'rights',
      (
        select pg_catalog.format(
          'outlier_executor has rights on tables or columns, such as %s: an attacker who takes over the program '
          'could read every phone number',
          pg_catalog.min(c.oid::pg_catalog.regclass::text)
        )
        from pg_catalog.pg_class as c
        where c.relnamespace in ('outlier'::pg_catalog.regnamespace, 'api'::pg_catalog.regnamespace)
          and c.relkind in ('r', 'p', 'v', 'm', 'f')
          and (
            pg_catalog.has_table_privilege(
              'outlier_executor', c.oid, 'select, insert, update, delete, truncate, references, trigger'
            )
            -- Access to one column is enough to read everybody's number.
            or exists (
              select
              from pg_catalog.pg_attribute as a
              where a.attrelid = c.oid
                and a.attacl is not null
                and pg_catalog.has_column_privilege(
                  'outlier_executor', c.oid, a.attnum, 'select, insert, update, references'
                )
            )
          )
        having pg_catalog.count(*) > 0
      ),
      'Revoke its rights on schema outlier, and its memberships in other roles.'
    union all
    select 5, 'segment rights',
      case when not pg_catalog.has_table_privilege('outlier_segments', 'outlier.authors', 'select')
        or pg_catalog.has_table_privilege('outlier_segments', 'outlier.settings', 'select')
      then 'outlier_segments must be able to read the audience tables, and no others'
      when not pg_catalog.has_database_privilege('outlier_segments', pg_catalog.current_database(), 'temporary')
      then 'outlier_segments cannot create temporary views: no segment can be saved or run' end,
      'Compare its grants with sql/migrations/0007_webhooks_and_consent.sql, and run sql/bootstrap.sql.'
    union all
    select 5.1, 'objects',
      (
        select pg_catalog.format(
          '%s is missing, and %s more', pg_catalog.min(known.object), pg_catalog.count(*) - 1
        )
        from (
          select pg_catalog.regexp_replace(a.name, E'^functions/(.*/)?|^triggers/|\\.sql$', '', 'g') as object
          from outlier.applied_scripts as a
          where a.name not like 'migrations/%'
        ) as known
        where known.object not in (
          select n.nspname || '.' || p.proname
          from pg_catalog.pg_proc as p
          inner join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
          where n.nspname in ('outlier', 'api')
          union all
          select n.nspname || '.' || c.relname || coalesce('.' || t.tgname, '')
          from pg_catalog.pg_class as c
          inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
          left join pg_catalog.pg_trigger as t on t.tgrelid = c.oid and not t.tgisinternal
          where n.nspname in ('outlier', 'api')
            and (c.relkind in ('v', 'm') or t.oid is not null)
        )
        having pg_catalog.count(*) > 0
      ),
      'Run: outlier migrate. It creates what is missing.'
    union all
    select 5.2, 'triggers', broken.problem, broken.remedy
    from (
      select
        case
          when pg_catalog.current_setting('session_replication_role') <> 'origin'
            then 'session_replication_role is ' || pg_catalog.current_setting('session_replication_role')
            || ' for this login: no trigger fires'
          when pg_catalog.count(t.oid) > 0 then
            pg_catalog.format(
              '%s on %s is disabled, and %s more: disabled triggers do not do their work',
              case when pg_catalog.bool_and(t.tgisinternal) then 'a trigger of a foreign key'
                else 'the trigger ' || pg_catalog.min(t.tgname) filter (where not t.tgisinternal) end,
              pg_catalog.min(t.tgrelid::pg_catalog.regclass::text)
                filter (where not t.tgisinternal or t.are_all_internal),
              pg_catalog.count(*) - 1
            )
        end as problem,
        case
          when pg_catalog.current_setting('session_replication_role') <> 'origin'
            then 'Set session_replication_role = origin, where it was set: alter role, alter database or '
            'postgresql.conf.'
          else pg_catalog.format(
            'Run: %s',
            pg_catalog.string_agg(distinct pg_catalog.format(
              'alter table %s enable trigger %s;', t.tgrelid::pg_catalog.regclass,
              case when t.tgisinternal then 'all' else pg_catalog.quote_ident(t.tgname) end
            ), ' ')
          )
        end as remedy
      from (
        select
          d.oid, d.tgname, d.tgrelid, d.tgisinternal,
          pg_catalog.bool_and(d.tgisinternal) over () as are_all_internal
        from pg_catalog.pg_trigger as d
        inner join pg_catalog.pg_class as c on c.oid = d.tgrelid
        where c.relnamespace = 'outlier'::pg_catalog.regnamespace
          and d.tgenabled in ('D', 'R')
      ) as t
    ) as broken
    union all
    select 5.3, 'sequences',
      v_behind.problem,
      v_behind.remedy
    union all
    select 5.4, 'tokens',
      (
        select 'outlier.tokens has no row for ' || pg_catalog.string_agg(needed.name, ', ' order by needed.name)
          || ': the executor cannot claim work that uses it'
        from (
          select 'first_messages' as name
          union select 'second_messages'
          union select k.called_as from outlier.request_kinds as k
        ) as needed
        where needed.name not in (select t.name from outlier.tokens as t)
      ),
      (
        select 'Run: ' || pg_catalog.string_agg(
          pg_catalog.format('insert into outlier.tokens (name, quota) values (%L, %L);', needed.name, needed.name), ' '
          order by needed.name
        )
        from (
          select 'first_messages' as name
          union select 'second_messages'
          union select k.called_as from outlier.request_kinds as k
        ) as needed
        where needed.name not in (select t.name from outlier.tokens as t)
      )
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
        then 'the template missive_broadcast_post_closing_label_id does not contain the id of a label: people who '
          'cannot be reached stay in the audience'
      end,
      'Run: update outlier.lookup_templates set content = ''…'' where name = '
      '''missive_broadcast_post_closing_label_id'';'
    union all
    select 10, 'sending',
      case
        when outlier.describe_copy() is not null
          then 'this database is a copy of ' || outlier.describe_copy() || ': nothing is sent'
        when v_settings.sending_stopped then 'all sending is stopped'
      end,
      case
        when outlier.describe_copy() is not null
          then 'If production was moved or restored here: select outlier.adopt_database(''keep''); On a copy for '
            'tests: select outlier.adopt_database(''cancel'');'
        else 'To resume: select outlier.resume_all_sending();'
      end
    union all
    select 11, 'quotas',
      (
        select pg_catalog.format(
          'calls of the quota %s are paused until %s: %s', q.name, outlier.local_time(q.held_until), q.hold_reason
        )
        from outlier.quotas as q
        where q.held_until > p_now
        order by q.name
        limit 1
      ),
      'Wait, or replace a token that was refused. Then run: update outlier.quotas set held_until = null, '
      'hold_reason = null;'
    union all
    select
      20 + pg_catalog.row_number() over (order by j.job),
      'job ' || j.job,
      j.problem,
      'Run: select outlier.schedule_jobs(); Then read outlier.job_status. If no job runs, check '
      'shared_preload_libraries, cron.database_name and cron.use_background_workers.'
    from outlier.job_status as j
    where pg_catalog.to_regclass('cron.job') is not null
  ) as i;
  return pg_catalog.jsonb_build_object(
    'now', pg_catalog.floor(extract(epoch from p_now) * 1000)::bigint,
    'process', pg_catalog.pg_backend_pid(),
    'organization', v_settings.organization_id,
    'quotas', (select pg_catalog.jsonb_object_agg(t.name, t.quota) from outlier.tokens as t),
    'connectionLimit', (
      select least(
        pg_catalog.current_setting('max_connections')::integer
          - pg_catalog.current_setting('superuser_reserved_connections')::integer,
        (select nullif(d.datconnlimit, -1) from pg_catalog.pg_database as d
         where d.datname = pg_catalog.current_database()),
        (select nullif(r.rolconnlimit, -1) from pg_catalog.pg_roles as r where r.rolname = session_user)
      )
    ),
    'items', v_items
  );
end;
$$;
comment on function api.check_installation(timestamptz) is
  'Checks the installation: items, each with a problem (null if there is none) and what to do. Also returns the '
  'database''s clock in milliseconds, its process, the quota of each token, and the number of connections that it '
  'allows.';
grant execute on function api.check_installation(timestamptz) to outlier_executor;
