create or replace function outlier.host_of(p_url text)
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
comment on function outlier.host_of(text) is 'The host of an address, in lower case; null where it has none.';
