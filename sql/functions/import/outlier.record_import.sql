create or replace function outlier.record_import(
  p_source_table text, p_rows_read bigint, p_rows_here bigint, p_rows_left_out bigint, p_now timestamptz default now()
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  insert into outlier.import_tables as t (source_table, rows_read, rows_here, rows_left_out, imported_at)
  values (p_source_table, p_rows_read, p_rows_here, p_rows_left_out, p_now)
  on conflict (source_table) do update
  set
    rows_read = excluded.rows_read, rows_here = excluded.rows_here, rows_left_out = excluded.rows_left_out,
    imported_at = excluded.imported_at;
  if p_rows_read <> p_rows_here + p_rows_left_out then
    insert into outlier.import_report (source_table, kind, why, amount)
    values (
      p_source_table,
      'mismatch',
      pg_catalog.format(
        'The source has %s rows. %s of them are here, and the report explains %s. Compare the table with the source.',
        p_rows_read, p_rows_here, p_rows_left_out
      ),
      pg_catalog.abs(p_rows_read - p_rows_here - p_rows_left_out)
    );
  end if;
end;
$$;
comment on function outlier.record_import(text, bigint, bigint, bigint, timestamptz) is
  'Records how many rows of a source table are here. Reports a mismatch.';
