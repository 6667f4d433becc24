create or replace function outlier.import_hold_reason(p_messages bigint)
returns text
language sql
immutable
set search_path = ''
as $$
  select pg_catalog.format(
    'Imported while %s of its messages waited in the predecessor. They are in outlier.held_imports.', p_messages
  );
$$;
comment on function outlier.import_hold_reason(bigint) is
  'Returns the reason why an imported batch is paused, for its column error.';
