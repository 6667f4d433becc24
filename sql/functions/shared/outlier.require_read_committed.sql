-- At a higher isolation level, all statements of a transaction see the rows as of its first statement. They would miss
-- rows that were added while the transaction waited for a table lock.
create or replace function outlier.require_read_committed(p_function text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if pg_catalog.current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
    raise exception using
      errcode = 'OT010',
      message = pg_catalog.format(
        '%s cannot run in a %s transaction: it would miss rows that other sessions write meanwhile',
        p_function, pg_catalog.current_setting('transaction_isolation')
      ),
      hint = 'Run before it: begin isolation level read committed; and after it: commit;';
  end if;
end;
$$;
comment on function outlier.require_read_committed(text) is
  'Raises OT010 if the transaction''s isolation level is not read committed. p_function: the calling function, for '
  'the message. For functions that wait for a lock on a whole table and then read the table.';
