create or replace function outlier.consent_in(p_text text)
returns text
language plpgsql
stable
strict
set search_path = ''
as $$
declare
  v_said text := outlier.said(p_text);
  v_words text := outlier.without_emoji(v_said);
  v_form text;
  v_kind text;
  v_opt_outs text;
  v_courtesies text;
begin
  -- An emoji that no pattern has decorates, and says nothing. One that a pattern has is a word; but "stop texting
  -- me" says so with it or without.
  if v_said <> v_words then
    v_said := pg_catalog.array_to_string(
      array(
        select written.word
        from pg_catalog.unnest(pg_catalog.string_to_array(v_said, ' ')) with ordinality as written (word, place)
        where outlier.without_emoji(written.word) <> ''
          or exists (
            select
            from outlier.consent_patterns as p
            where pg_catalog.strpos(' ' || p.plain || ' ', ' ' || written.word || ' ') > 0
          )
        order by written.place
      ),
      ' '
    );
  end if;

  foreach v_form in array case when v_said = v_words then array[v_said] else array[v_said, v_words] end loop
    continue when v_form = '';
    -- "STOP!!" and "opt-out." say what "stop" and "opt out" say; "the bus stop is broken" says something else.
    select p.kind into v_kind
    from outlier.consent_patterns as p
    where p.plain = v_form
      and p.kind in ('opt_out', 'opt_in');
    -- An opt-in beside an emoji that means something is none.
    if v_kind = 'opt_out' or (v_kind = 'opt_in' and v_form = v_said) then
      return v_kind;
    end if;
    -- A no is short, whatever is put around it.
    continue when pg_catalog.char_length(v_form) > 200;
    -- Opt-ins only stand alone. An opt-out may be said among courtesies, and more than once, with nothing else in
    -- between.
    select
      pg_catalog.string_agg(p.plain, '|') filter (where p.kind = 'opt_out'),
      coalesce(pg_catalog.string_agg(p.plain, '|') filter (where p.kind = 'courtesy'), '-')
    into v_opt_outs, v_courtesies
    from outlier.consent_patterns as p
    where p.kind in ('opt_out', 'courtesy')
      and pg_catalog.split_part(p.plain, ' ', 1) = any (pg_catalog.string_to_array(v_form, ' '))
      and pg_catalog.strpos(' ' || v_form || ' ', ' ' || p.plain || ' ') > 0;
    if v_opt_outs is not null
      and v_form ~ pg_catalog.format('^((%2$s)( |$))*(%1$s)( |$)((%1$s|%2$s)( |$))*$', v_opt_outs, v_courtesies)
    then
      return 'opt_out';
    end if;
  end loop;
  return null;
end;
$$;
comment on function outlier.consent_in(text) is
  'opt_out where that is all that a message says, courtesies aside; opt_in where an opt-in stands alone; else null.';
