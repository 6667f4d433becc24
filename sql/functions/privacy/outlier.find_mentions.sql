-- Finds at least what person_pattern finds: digits that at most three other signs part belong together, whatever else
-- they are.
create or replace function outlier.find_mentions(p_text text)
returns text[]
language sql
immutable
strict
set search_path = ''
as $$
  select array(
    select id.parts[1]
    from pg_catalog.regexp_matches(p_text, '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})', 'g') as id (parts)
    union
    select pg_catalog.substr(run.digits[1], place.number, 10)
    from pg_catalog.regexp_matches(
      pg_catalog.regexp_replace(p_text, '([0-9])[^0-9A-Za-z]{1,3}(?=[0-9])', E'\\1', 'g'), '[0-9]{10,}', 'g'
    ) as run (digits)
    cross join lateral pg_catalog.generate_series(1, pg_catalog.length(run.digits[1]) - 9) as place (number)
    where pg_catalog.substr(run.digits[1], place.number, 10) ~ '^[2-9]..[2-9]'
  );
$$;
comment on function outlier.find_mentions(text) is
  'The ids, and all ten digits in a row that can be a number of North America, that a text holds: what person_keys() '
  'is compared with.';
