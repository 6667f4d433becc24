create or replace function outlier.extract_host(p_url text)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.lower(
    pg_catalog.substring(p_url, '^[a-zA-Z]+://(?:[^/?#@]*@)?([^/?#:]+)') collate "C"
  );
$$;
comment on function outlier.extract_host(text) is 'Returns the host of a URL, in lower case. Null if it has none.';
