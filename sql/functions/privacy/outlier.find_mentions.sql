-- This must find everything that person_pattern() finds. Digits with at most three other characters between them count
-- as one number.
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
  'Returns the ids in a text, and every ten consecutive digits that can be a phone number of North America. Compared '
  'with person_keys().';
