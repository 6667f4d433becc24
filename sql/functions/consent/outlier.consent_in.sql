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
  v_opt_outs text;
  v_courtesies text;
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
  -- Opt-ins only stand alone. An opt-out may be said among courtesies, and more than once, with nothing else in between.
  select
    pg_catalog.string_agg(p.plain, '|') filter (where p.kind = 'opt_out'),
    coalesce(pg_catalog.string_agg(p.plain, '|') filter (where p.kind = 'courtesy'), '-')
  into v_opt_outs, v_courtesies
  from outlier.consent_patterns as p
  where p.kind in ('opt_out', 'courtesy')
    and pg_catalog.split_part(p.plain, ' ', 1) = any (pg_catalog.string_to_array(v_said, ' '))
    and pg_catalog.strpos(' ' || v_said || ' ', ' ' || p.plain || ' ') > 0;
  if v_opt_outs is not null and v_said ~ pg_catalog.format('^((%2$s)( |$))*(%1$s)( |$)((%1$s|%2$s)( |$))*$', v_opt_outs, v_courtesies) then
    return 'opt_out';
  end if;
  return null;
end;
$$;
comment on function outlier.consent_in(text) is
  'opt_out where that is all that a message says, courtesies aside; opt_in where an opt-in stands alone; else null.';
