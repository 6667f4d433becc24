create or replace function outlier.sign_in(p_text text)
returns text
language sql
stable
strict
set search_path = ''
as $$
  select p.words
  from outlier.consent_patterns as p
  where p.is_sign
    and pg_catalog.strpos(' ' || outlier.said(p_text) || ' ', ' ' || p.plain || ' ') > 0
  order by pg_catalog.char_length(p.words) desc, p.words
  limit 1;
$$;
comment on function outlier.sign_in(text) is 'The word in a message that may be an opt-out, for a person to decide; null where there is none.';
