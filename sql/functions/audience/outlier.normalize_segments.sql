-- One form for "nobody is excluded", so that each function that reads a document asks one question. Programs that
-- always send both fields send an empty list.
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
  'A campaign''s segments as they are stored: without "excluded" where that is null or an empty list.';
-- Views call it with their reader's rights.
grant execute on function outlier.normalize_segments(jsonb) to outlier_reader;
