create or replace function outlier.current_address()
returns text
language sql
stable
set search_path = ''
as $$
  select coalesce(
    outlier.executor_setting('outlier.address'), pg_catalog.host(pg_catalog.inet_client_addr())
  );
$$;
comment on function outlier.current_address() is
  'Returns the IP address of the current actor: that of the HTTP client, else that of the database''s client. Null: a '
  'local connection or a job.';
