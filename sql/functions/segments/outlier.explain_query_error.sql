-- For errors of queries that PostgreSQL has parsed but not run. The message may contain a plain name that is in the
-- query, but no value.
create or replace function outlier.explain_query_error(p_message text, p_query text)
returns text
language sql
immutable
set search_path = ''
as $$
  select
    case
      when pg_catalog.cardinality(places.before) > 1 and p_message ~ '^[^"]*"[a-zA-Z_][a-zA-Z_.]*"[^"]*$'
        then pg_catalog.regexp_replace(p_message, '[0-9]{4,}', '…', 'g')
      else outlier.clean_error_message(p_message)
    end
    -- PostgreSQL does not give the position of an error that is caught. If the name is in the query exactly once, its
    -- position is known.
    || case
      when pg_catalog.cardinality(places.before) = 2
        then pg_catalog.format(' (character %s of its query)', pg_catalog.length(places.before[1]) + 1)
      else ''
    end
  from (
    select coalesce(
      pg_catalog.substring(p_message, '"([^"]+)"'),
      pg_catalog.substring(p_message, '(?:column|function|relation|schema|table|type) ([^ (]+)')
    )
  ) as named (name)
  cross join lateral (
    select pg_catalog.string_to_array(outlier.lower_case(p_query), outlier.lower_case(named.name))
  ) as places (before);
$$;
comment on function outlier.explain_query_error(text, text) is
  'Returns the message of a query''s error without values. If the name that the error is about is in the query '
  'exactly once, adds its position.';
