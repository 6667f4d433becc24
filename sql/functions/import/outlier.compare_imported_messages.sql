create or replace function outlier.compare_imported_messages()
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  delete from outlier.import_sums as s where s.measure <> 'replies';
  insert into outlier.import_sums (
    kind, source_id, batch_id, measure, amount_there, amount_left_out, amount_here
  )
  select
    there.kind, there.source_batch, there.batch_id, there.measure, there.amount, there.left_out,
    (
      select pg_catalog.count(*)
      from outlier.message_statuses as here
      where here.batch_id = there.batch_id
        and here.is_second = (there.measure = 'second_messages')
        -- Messages that Outlier itself sent have the id of their queue.
        and here.queued_message_id is null
    )
  from (
    select
      m.kind, m.source_batch, pg_catalog.max(m.batch_id) as batch_id,
      case when m.is_second then 'second_messages' else 'first_messages' end as measure,
      pg_catalog.count(*) as amount,
      pg_catalog.count(*) filter (where m.flaw is not null) as left_out
    from pg_temp.import_mapped_statuses as m
    where m.source_batch is not null
    group by 1, 2, 4
  ) as there
  order by there.kind, there.source_batch, there.measure;
  insert into outlier.import_report (source_table, source_key, kind, why, amount)
  select
    'message_statuses', s.kind || ' ' || s.source_id, 'mismatch',
    pg_catalog.format(
      'The source has %s %s of this %s. %s are here, and the report explains %s.', s.amount_there,
      pg_catalog.replace(s.measure, '_', ' '), s.kind, s.amount_here, s.amount_left_out
    ),
    pg_catalog.abs(s.amount_there - s.amount_left_out - s.amount_here)
  from outlier.import_sums as s
  where s.measure <> 'replies'
    and s.amount_there <> s.amount_left_out + s.amount_here
  order by s.kind, s.source_id, s.measure;
end;
$$;
comment on function outlier.compare_imported_messages() is
  'Compares the numbers of messages of each broadcast and campaign in the source and here. Reports each mismatch.';
