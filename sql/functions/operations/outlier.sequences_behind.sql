-- Rows may be copied in with their ids, without advancing the sequence. Inserts then fail on the key until the sequence
-- is past these ids. Columns without a unique index of their own are skipped: their ids are no keys, and the search for
-- the highest would read the whole table.
create or replace function outlier.sequences_behind()
returns table (sequence_name text, table_name text, column_name text, highest bigint)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_column record;
  v_leaf record;
  v_highest bigint;
begin
  for v_column in
    select d.objid as sequence_id, d.refobjid as table_id, a.attname, a.attnum, s.seqstart
    from pg_catalog.pg_depend as d
    inner join pg_catalog.pg_class as c
      on c.oid = d.objid and c.relkind = 'S' and c.relnamespace = 'outlier'::pg_catalog.regnamespace
    inner join pg_catalog.pg_sequence as s on s.seqrelid = c.oid
    inner join pg_catalog.pg_attribute as a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
      and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
      and d.deptype in ('a', 'i')
    order by d.refobjid::pg_catalog.regclass::text
  loop
    for v_leaf in
      select v_column.table_id as table_id
      union
      select t.relid from pg_catalog.pg_partition_tree(v_column.table_id) as t where t.isleaf
    loop
      -- Checks the first column of each index. The column's number may differ in this table.
      continue when not exists (
        select
        from pg_catalog.pg_index as i
        inner join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
        where i.indrelid = v_leaf.table_id
          and i.indisunique
          and i.indpred is null
          and a.attname = v_column.attname
      );
      execute pg_catalog.format(
        'select pg_catalog.max(t.%I) from %s as t', v_column.attname, v_leaf.table_id::pg_catalog.regclass
      )
      into v_highest;
      if v_highest >= coalesce(pg_catalog.pg_sequence_last_value(v_column.sequence_id) + 1, v_column.seqstart) then
        sequence_name := v_column.sequence_id::pg_catalog.regclass::text;
        table_name := v_leaf.table_id::pg_catalog.regclass::text;
        column_name := v_column.attname;
        highest := v_highest;
        return next;
      end if;
    end loop;
  end loop;
end;
$$;
comment on function outlier.sequences_behind() is
  'Returns the sequences whose next value is already in their table, so that an insert fails: the sequence, the '
  'table, the column and its highest value.';
