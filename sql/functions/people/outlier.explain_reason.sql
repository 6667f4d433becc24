create or replace function outlier.explain_reason(p_reason text)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.upper(pg_catalog.left(words.sentence, 1) collate "C") || pg_catalog.substr(words.sentence, 2) || '.'
  from (
    select pg_catalog.substr(outlier.describe_reason(p_reason), pg_catalog.length(p_reason) + 3) as sentence
  ) as words;
$$;
comment on function outlier.explain_reason(text) is
  'Returns only the sentence of describe_reason(), for a page that shows the reason separately.';
