-- Checks for causes that keep messages from being sent although the executor and the database run. The executor also
-- makes an empty claim of each queue, which shows that a transaction can commit.
create or replace function api.read_readiness(p_word text default null)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
-- This is less than the rows below need, so that PostgreSQL writes them to a temporary file.
set work_mem = '64kB'
set temp_tablespaces = ''
as $$
begin
  if pg_catalog.pg_is_in_recovery() then
    raise exception using
      errcode = '25006',
      message = 'the server is a standby, which accepts no writes',
      hint = 'Connect to the primary: name all hosts in the connection string, with Target Session Attributes=primary.';
  end if;
  if pg_catalog.current_setting('transaction_read_only')::boolean then
    raise exception using
      errcode = '25006',
      message = 'the database is read-only: default_transaction_read_only is on',
      hint = 'Set default_transaction_read_only = off for the server, the database and the role.';
  end if;
  -- Writes about a hundred kilobytes to the database's volume. The file disappears with the statement. If the volume is
  -- full, this raises an error of class 53.
  perform pg_catalog.count(*) from pg_catalog.generate_series(1, 8000) as n;
  -- The executor that sent the word recognizes it. Other executors ignore it.
  if p_word is not null then
    perform pg_catalog.pg_notify('outlier', p_word);
  end if;
  return (
    select coalesce(pg_catalog.jsonb_agg(p.message order by p.message), '[]')
    from outlier.problems as p
    where p.kind in ('job_failed', 'scheduler_dead', 'failover_unread', 'copy')
  );
end;
$$;
comment on function api.read_readiness(text) is
  'Lists the reasons why a message queued now might not be sent: jobs that failed twice in a row, a scheduler that '
  'runs nothing, a failover whose lost span has not been read, a copy that has not been adopted. Empty if there is '
  'none. Sends a notification with p_word, so that the executor learns whether notifications arrive. Fails on a '
  'standby, on a read-only database and on a full disk.';
grant execute on function api.read_readiness(text) to outlier_executor;
