-- The result of "lower" depends on the locale of the database. In a Turkish locale, the lower case of I is not i. In
-- the locale C, only English letters change. Decomposed letters follow the rule of their base letter.
create or replace function outlier.lower_case(p_text text)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.translate(
    pg_catalog.lower(p_text collate "C"),
    'ÆØĐÐŁŊÞŒΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЄҐЎЂЈЉЊЋЏ',
    'æøđðłŋþœαβγδεζηθικλμνξοπρστυφχψωабвгдежзийклмнопрстуфхцчшщъыьэюяієґўђјљњћџ'
  );
$$;
comment on function outlier.lower_case(text) is
  'Returns a text in lower case, with the same result in every locale. Covers English, Greek and Cyrillic letters, '
  'and Latin letters that cannot be decomposed. Decompose other letters first: see fold_case().';
