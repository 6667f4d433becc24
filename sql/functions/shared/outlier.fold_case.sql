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
  'Returns a text for case-insensitive comparisons, with the same result in every locale. Accents count: "Año" equals '
  '"AÑO" but not "Ano".';
