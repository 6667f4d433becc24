create or replace function outlier.consent_in(p_text text)
returns text
language plpgsql
stable
strict
set search_path = ''
as $$
declare
  v_said text := outlier.said(p_text);
  v_kind text;
  v_courtesies text;
  v_rest text;
begin
  -- "STOP!!" and "opt-out." say what "stop" and "opt out" say; "the bus stop is broken" says something else.
  select p.kind into v_kind
  from outlier.consent_patterns as p
  where p.plain = v_said
    and p.kind in ('opt_out', 'opt_in');
  if found then
    return v_kind;
  end if;
  -- A no is short, whatever is put around it.
  if v_said = '' or pg_catalog.char_length(v_said) > 200 then
    return null;
  end if;
  -- Opt-ins only stand alone; an opt-out is one with courtesies around it too, and said more than once.
  select pg_catalog.string_agg(p.plain, '|') into v_courtesies
  from outlier.consent_patterns as p
  where p.kind = 'courtesy';
  v_rest := pg_catalog.btrim(pg_catalog.regexp_replace(
    pg_catalog.regexp_replace(v_said, '\m(' || v_courtesies || ')\M', '', 'g'), ' +', ' ', 'g'
  ));
  if v_rest <> '' and v_rest ~ (
    select '^((' || pg_catalog.string_agg(p.plain, '|') || ')( |$))+$'
    from outlier.consent_patterns as p
    where p.kind = 'opt_out'
      -- Only what can be in it: the rest would make the expression long.
      and pg_catalog.strpos(v_rest, p.plain) > 0
  ) then
    return 'opt_out';
  end if;
  return null;
end;
$$;
comment on function outlier.consent_in(text) is
  'opt_out where that is all that a message says, courtesies aside; opt_in where an opt-in stands alone; else null.';
