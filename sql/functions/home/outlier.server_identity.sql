-- Nothing that decides reads the server itself, so that tests put another function here.
create or replace function outlier.server_identity()
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'execute') then
    return (select c.system_identifier::text from pg_catalog.pg_control_system() as c);
  end if;
  return null;
exception
  when others then
    return null;
end;
$$;
comment on function outlier.server_identity() is
  'The system identifier of the server: the same for a primary and its standbys, before and after a failover. Another '
  'one after pg_upgrade. Null: the server hides it.';
-- Views call it with their reader's rights.
grant execute on function outlier.server_identity() to outlier_reader;
