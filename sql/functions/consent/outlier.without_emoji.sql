create or replace function outlier.without_emoji(p_said text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
begin
  return pg_catalog.btrim(pg_catalog.regexp_replace(p_said, '[^[:alnum:]]+', ' ', 'g'));
end;
$$;
comment on function outlier.without_emoji(text) is 'The words alone of what said() returns.';
