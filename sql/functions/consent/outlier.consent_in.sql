create or replace function outlier.consent_in(p_text text)
returns text
language sql
stable
strict
set search_path = ''
as $$
  -- "STOP!!" and "opt-out." say what "stop" and "opt out" say; "the bus stop is broken" says something else.
  select p.kind
  from outlier.consent_patterns as p
  where p.words = pg_catalog.btrim(pg_catalog.regexp_replace(lower(p_text), '[^[:alnum:]]+', ' ', 'g'));
$$;
comment on function outlier.consent_in(text) is 'opt_out or opt_in where that is all that a message says; else null.';
