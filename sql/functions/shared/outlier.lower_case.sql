-- What "lower" makes of a letter depends on the locale of the database: in a Turkish one, that of I is no i, and in C
-- only English letters have one. Decomposed letters need no rule but that of their base.
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
  'A text in lower case, the same in every locale: letters of English, Greek and Cyrillic, and Latin ones that cannot '
  'be decomposed. Decompose others before: see fold_case().';
