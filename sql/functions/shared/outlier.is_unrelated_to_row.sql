-- Classes 40 (transaction rollback), 53 (insufficient resources), 55 (object not in prerequisite state), 57 (operator
-- intervention), 58 (system error) and XX (internal error).
create or replace function outlier.is_unrelated_to_row(p_state text)
returns boolean
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.substr(p_state, 1, 2) in ('40', '53', '55', '57', '58', 'XX');
$$;
comment on function outlier.is_unrelated_to_row(text) is
  'Returns true if an error (by its SQLSTATE) was not caused by the row that was being processed. The caller then '
  'retries the whole operation instead of setting the row aside.';
