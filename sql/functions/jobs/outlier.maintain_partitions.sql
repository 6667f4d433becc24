-- pg_cron runs this every day, and each migration runs it. Partitions are created ahead, so that a webhook never waits
-- for one. The default partition holds rows from before the first month was created. A month is dropped only when all
-- of its days are past the retention time. Webhooks wait while this waits for a lock, so lock_timeout is short, and the
-- job retries the next day. lock_timeout must exceed deadlock_timeout (one second), after which autovacuum releases its
-- lock.
create or replace function outlier.maintain_partitions(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
set lock_timeout = '1500ms'
as $$
declare
  v_keep_from timestamptz := p_now - (select s.event_retention from outlier.settings as s);
  v_table text;
  v_time text;
  v_month timestamptz;
  v_name text;
begin
  foreach v_table in array array['invoke_history', 'errors'] loop
    v_time := case v_table when 'invoke_history' then 'received_at' else 'occurred_at' end;
    for v_month in
      select m.month at time zone 'UTC'
      from pg_catalog.generate_series(
        pg_catalog.date_trunc('month', p_now at time zone 'UTC'),
        pg_catalog.date_trunc('month', p_now at time zone 'UTC') + interval '2 months',
        interval '1 month'
      ) as m (month)
    loop
      v_name := v_table || pg_catalog.to_char(v_month at time zone 'UTC', '_YYYY_MM');
      continue when pg_catalog.to_regclass('outlier.' || v_name) is not null;
      execute pg_catalog.format(
        'create table outlier.%I (like outlier.%I including defaults including constraints)', v_name, v_table
      );
      execute pg_catalog.format(
        'with moved as (delete from outlier.%I where %I >= %L and %I < %L returning *) insert into outlier.%I select '
        '* from moved',
        v_table || '_default', v_time, v_month, v_time, outlier.next_month(v_month), v_name
      );
      execute pg_catalog.format(
        'alter table outlier.%I attach partition outlier.%I for values from (%L) to (%L)',
        v_table,
        v_name,
        v_month,
        outlier.next_month(v_month)
      );
      execute pg_catalog.format(
        'comment on table outlier.%I is %L',
        v_name,
        v_table || ' of ' || pg_catalog.to_char(v_month at time zone 'UTC', 'YYYY-MM')
      );
    end loop;

    for v_name in
      select c.relname
      from pg_catalog.pg_inherits as i
      inner join pg_catalog.pg_class as c on c.oid = i.inhrelid
      where i.inhparent = ('outlier.' || v_table)::regclass
        and c.relname ~ '_[0-9]{4}_[0-9]{2}$'
        and outlier.next_month(
          (pg_catalog.to_date(pg_catalog.right(c.relname, 7), 'YYYY_MM')::timestamp) at time zone 'UTC'
        ) <= v_keep_from
      order by c.relname
    loop
      execute pg_catalog.format('drop table outlier.%I', v_name);
    end loop;
    execute pg_catalog.format('delete from outlier.%I where %I < %L', v_table || '_default', v_time, v_keep_from);
  end loop;
end;
$$;
comment on function outlier.maintain_partitions(timestamptz) is
  'Creates the monthly partitions of invoke_history and errors ahead. Drops those whose last day is older than '
  'settings.event_retention.';
