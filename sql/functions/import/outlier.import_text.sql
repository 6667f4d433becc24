create or replace function outlier.import_text(p_text text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case when not outlier.is_blank(p_text) then pg_catalog.left(p_text, 1600) end;
$$;
comment on function outlier.import_text(text) is
  'Returns a text for a batch, cut to 1600 characters. Null: the text is blank.';
