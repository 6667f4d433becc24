-- A function of its own, so that tests can replace it.
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
  'Returns the system identifier of the server. It is the same for a primary and its standbys, before and after a '
  'failover. It changes with pg_upgrade. Null: the server hides it.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.server_identity() to outlier_reader;
