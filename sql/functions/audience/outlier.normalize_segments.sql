-- Several documents mean that no one is excluded, because some programs always send both fields and an empty list.
-- Outlier stores one form, so that each function that reads a document needs one test.
create or replace function outlier.normalize_segments(p_segments jsonb)
returns jsonb
language sql
immutable
strict
set search_path = ''
as $$
  select case when p_segments -> 'excluded' in ('null', '[]') then p_segments - 'excluded' else p_segments end;
$$;
comment on function outlier.normalize_segments(jsonb) is
  'Returns a campaign''s segments as they are stored: without "excluded" if it is null or an empty list.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.normalize_segments(jsonb) to outlier_reader;
