-- What PostgreSQL says about a query that it has not run. A plain name that stands in the query may be told; a value
-- may not.
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
    -- PostgreSQL keeps the position to itself when the error is caught. Where the name stands once, that is it.
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
  'The message of an error about a query, without values of it, and where the name that it is about stands if it '
  'stands there once.';
