create or replace function outlier.fold_case(p_text text)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.normalize(outlier.lower_case(pg_catalog.normalize(p_text, 'NFD')), 'NFC');
$$;
comment on function outlier.fold_case(text) is
  'A text for comparisons in which case does not count, the same in every locale. Accents do count: "Año" is "AÑO", '
  'and is not "Ano".';
