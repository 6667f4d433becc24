create or replace function outlier.import_text(p_text text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case when not outlier.is_blank(p_text) then pg_catalog.left(p_text, 1600) end;
$$;
comment on function outlier.import_text(text) is
  'A text of a batch as it can be kept: at most 1600 characters. Null: it is blank.';
