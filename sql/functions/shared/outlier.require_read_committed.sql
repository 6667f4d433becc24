-- Under another level a statement sees the rows of the moment at which its transaction began: what came while it waited
-- for a lock of a table is passed over.
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
        '%s does not run in a transaction that is %s: rows that others write meanwhile would be passed over',
        p_function, pg_catalog.current_setting('transaction_isolation')
      ),
      hint = 'Run before it: begin isolation level read committed; and after it: commit;';
  end if;
end;
$$;
comment on function outlier.require_read_committed(text) is
  'Refuses a transaction of another isolation level than read committed, on behalf of the function that is named '
  '(OT010). For functions that wait for a lock of a whole table and then read it.';
