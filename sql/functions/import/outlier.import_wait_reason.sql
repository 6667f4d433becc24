create or replace function outlier.import_wait_reason()
returns text
language sql
immutable
set search_path = ''
as $$
  select 'Imported before it ran. It starts when the import is released, or when somebody gives it a new time.';
$$;
comment on function outlier.import_wait_reason() is
  'Returns the reason why an imported campaign does not start, for its column error.';
