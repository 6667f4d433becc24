create or replace function outlier.report_tables_not_taken(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  delete from outlier.import_report as r
  where r.source_table not in (
    select pg_catalog.regexp_replace(taken.name, '^q_', 'pgmq.q_')
    from outlier.import_steps() as s
    cross join lateral pg_catalog.unnest(s.source_tables) as taken (name)
  );
  insert into outlier.import_report (source_table, kind, why, amount)
  select
    t.name, 'not_taken',
    case
      when t.name in ('public.errors', 'public.invoke_history') then 'This log of the predecessor is not copied.'
      when t.name like 'pgmq.a!_%' escape '!' then 'The import does not copy archives of queues.'
      else 'Outlier does not know this table.'
    end,
    t.amount
  from pg_temp.import_source_tables as t
  where t.amount > 0
    and t.name not in (
      select case when taken.name like 'q!_%' escape '!' then 'pgmq.' else 'public.' end || taken.name
      from outlier.import_steps() as s
      cross join lateral pg_catalog.unnest(s.source_tables) as taken (name)
    )
  order by t.name;
  delete from outlier.import_tables as t where t.imported_at < p_now;
end;
$$;
comment on function outlier.report_tables_not_taken(timestamptz) is
  'Reports the source tables that the import does not copy, with their numbers of rows.';
