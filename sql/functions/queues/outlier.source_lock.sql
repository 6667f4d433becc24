create or replace function outlier.source_lock(p_kind text, p_id bigint)
returns bigint
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.hashtextextended('outlier ' || p_kind || ' ' || p_id, 0);
$$;
comment on function outlier.source_lock(text, bigint) is
  'Key of the advisory lock between those who queue messages of a broadcast or campaign and those who would mark it as done.';
