create or replace function outlier.describe_copy()
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select case
      when h.database_oid <> d.oid then
        pg_catalog.format('another database (OID %s; this one has %s)', h.database_oid, d.oid)
      when h.server <> here.server then
        pg_catalog.format(
          'the database on another server (system identifier %s; this one is %s)', h.server, here.server
        )
      when h.strange_installation is not null then
        pg_catalog.format(
          'the installation "%s" (Installation__Name of the executor is "%s")', s.installation, h.strange_installation
        )
      when outlier.executor_setting('outlier.installation') <> s.installation then
        pg_catalog.format(
          'the installation "%s" (Installation__Name of the executor is "%s")', s.installation,
          outlier.executor_setting('outlier.installation')
        )
    end
    from outlier.home as h
    cross join outlier.settings as s
    cross join outlier.server_identity() as here (server)
    inner join pg_catalog.pg_database as d on d.datname = pg_catalog.current_database()
  );
end;
$$;
comment on function outlier.describe_copy() is
  'Returns a text that says what this database is a copy of. Null: it is at home, or has no home yet. In a copy, '
  'Outlier claims nothing and starts no batch.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.describe_copy() to outlier_reader;
