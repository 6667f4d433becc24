-- Outlier opts a person out at once only if the meaning is certain. A reviewer sees every message that could be an
-- opt-out. PostgreSQL compiles each expression for each message, so only expressions with words of the message are
-- used. Partial indexes on anchors can find them.
create or replace function outlier.classify_message(p_text text, out meaning text, out words text)
language plpgsql
stable
strict
set search_path = ''
as $$
declare
  v_raw text := outlier.remove_quotation(pg_catalog.left(p_text, 2000));
  v_text text := outlier.normalize_message_text(v_raw);
  v_plain text := outlier.remove_emoji(v_text);
  v_words text[] := pg_catalog.string_to_array(v_text, ' ');
  v_has_quotation boolean := p_text ~ '["“”«»„]';
  v_core record;
  v_courtesies text;
  v_around text;
  v_clause_starts text;
  v_joints text;
  v_fillers text;
  v_short text;
  v_harmless text;
  v_negations text;
  v_sentences integer;
  v_form text;
  v_forms text[];
  v_searched text;
begin
  if v_has_quotation and outlier.is_reaction(pg_catalog.left(p_text, 2000)) then
    meaning := 'reaction';
    return;
  end if;
  if v_text = '' then
    return;
  end if;
  v_searched := ' ' || v_text || ' ';
  if v_text <> v_plain then
    v_searched := v_searched || '| ' || v_plain || ' ';
  end if;
  loop
    select
      pg_catalog.string_agg(p.expression, '|') filter (where p.kind = 'opt_out') as opt_outs,
      pg_catalog.string_agg(p.expression, '|') filter (where p.is_explicit) as explicit,
      pg_catalog.string_agg(p.expression, '|') filter (
        where p.is_sign or p.kind in ('doubt', 'question')
      ) as signs,
      pg_catalog.string_agg(p.expression, '|') filter (where p.kind = 'doubt') as doubts,
      pg_catalog.string_agg(p.expression, '|') filter (where p.kind = 'filler') as fillers,
      pg_catalog.string_agg(p.expression, '|') filter (where p.kind = 'help') as help,
      pg_catalog.string_agg(p.expression, '|') filter (where p.kind = 'lone_doubt') as lone_doubts,
      pg_catalog.string_agg(p.expression, '|') filter (where p.kind = 'opt_in') as opt_ins,
      pg_catalog.string_agg(p.expression, '|') filter (where p.kind = 'may_opt_in') as may_opt_ins,
      coalesce(
        pg_catalog.array_agg(p.anchors[1]) filter (
          where p.kind in ('opt_out', 'lone_doubt') and outlier.remove_emoji(p.anchors[1]) = ''
        ),
        '{}'
      ) as emoji
    into v_core
    from outlier.consent_patterns as p
    where p.kind in ('opt_out', 'doubt', 'lone_doubt', 'question', 'filler', 'help', 'opt_in', 'may_opt_in')
      and p.anchors && v_words
      -- The other kinds match only a whole message, and only a short one.
      and (pg_catalog.cardinality(v_words) <= 15 or p.kind in ('opt_out', 'doubt', 'question', 'filler'))
      and (p.last_words && v_words or '*' = any (p.last_words))
      and (p.is_word or v_searched ~ (' ' || p.expression));
    exit when v_core.fillers is null or v_fillers is not null;
    -- Search again without fillers, for messages such as "Stop the fucking texts".
    v_fillers := v_core.fillers;
    v_short := pg_catalog.regexp_replace(v_plain || ' ', '(?<=^| )(?:' || v_fillers || ')', '', 'g');
    v_searched := v_searched || '| ' || v_short;
  end loop;
  if v_text <> v_plain then
    -- An emoji that is in no pattern is decoration.
    v_text := pg_catalog.array_to_string(
      array(
        select written.word
        from pg_catalog.unnest(v_words) with ordinality as written (word, place)
        where outlier.remove_emoji(written.word) <> ''
          or written.word = any (v_core.emoji)
        order by written.place
      ),
      ' '
    );
  end if;
  -- An opt-in must stand alone. An emoji that is in a pattern is not decoration.
  if v_text || ' ' ~ ('^(?:' || v_core.opt_ins || ')$') then
    meaning := 'opt_in';
    return;
  end if;

  if coalesce(v_core.opt_outs, v_core.lone_doubts, v_core.help, v_core.may_opt_ins) is not null then
    select
      coalesce(pg_catalog.string_agg(p.expression, '|') filter (where p.kind = 'courtesy'), '-') as courtesies,
      coalesce(
        pg_catalog.string_agg(p.expression, '|') filter (where p.kind in ('courtesy', 'reason')), '-'
      ) || coalesce('|' || v_core.doubts, '') as around,
      pg_catalog.string_agg(p.expression, '|') filter (where p.kind = 'clause_start'),
      pg_catalog.string_agg(p.expression, '|') filter (where p.kind = 'clause_joint')
    into v_courtesies, v_around, v_clause_starts, v_joints
    from outlier.consent_patterns as p
    where p.kind in ('courtesy', 'reason', 'clause_start', 'clause_joint')
      and p.anchors && v_words
      and (p.last_words && v_words or '*' = any (p.last_words))
      and (p.is_word or v_searched ~ (' ' || p.expression));
  end if;
  if v_core.opt_outs is not null then
    -- Compare the text as it is, without emoji, without fillers, and without the name below it.
    v_forms := array[
      v_text, v_plain, v_short, outlier.remove_emoji(outlier.normalize_message_text(outlier.remove_signature(v_raw)))
    ];
    for v_form in
      select distinct pg_catalog.btrim(f.form) || ' '
      from pg_catalog.unnest(v_forms) as f (form)
      where f.form is not null
    loop
      -- An opt-out is short, even with courtesies and reasons around it. "Stop?" may be a question about a bus stop.
      if pg_catalog.char_length(v_form) between 2 and 300
        and not (v_raw ~ E'[?]\\s*$' and pg_catalog.cardinality(v_words) <= 2)
        and outlier.is_made_of_patterns(v_form, v_around || v_core.opt_outs)
        and v_form ~ pg_catalog.format('^(?:%1$s)*(?:%2$s)(?:%2$s|%1$s)*$', v_around, v_core.opt_outs)
      then
        meaning := 'opt_out';
        return;
      end if;
      -- Example: "Stop texting me I moved."
      if not v_has_quotation
        and v_form ~ (
          '^(?:' || v_courtesies || ')*(?:' || v_core.explicit || ')(?:' || v_courtesies || ')*(?:'
          || v_clause_starts || ')'
        )
      then
        meaning := 'opt_out';
        return;
      end if;
    end loop;
    v_sentences := outlier.count_sentences(v_raw, v_around, v_core.opt_outs, null, v_fillers);
    -- Examples: "Stop. What do you want? Stop." and "I moved. Take me off your list."
    if not v_has_quotation
      and (
        v_sentences > 1
        or v_core.explicit is not null
        and outlier.count_sentences(v_raw, v_around, v_core.explicit, v_joints, v_fillers) > 0
      )
    then
      meaning := 'opt_out';
      return;
    end if;
    if v_sentences = 1 then
      meaning := 'may_opt_out';
      words := pg_catalog.btrim(substring(v_searched from ' (?:' || v_core.opt_outs || ')'));
      return;
    end if;
  end if;
  if v_text || ' ' ~ (
    '^(?:' || v_courtesies || ')*(?:' || v_core.lone_doubts || ')(?:' || v_courtesies || '|' || v_core.lone_doubts
    || ')*$'
  ) then
    meaning := 'may_opt_out';
    words := v_text;
    return;
  end if;

  if v_plain || ' ' ~ (
    '^(?:' || v_courtesies || ')*(?:' || v_core.help || ')(?:' || v_courtesies || '|' || v_core.help || ')*$'
  ) then
    meaning := 'help';
    return;
  end if;
  if v_plain || ' ' ~ (
    '^(?:' || v_courtesies || ')*(?:' || v_core.may_opt_ins || ')(?:' || v_courtesies || '|'
    || v_core.may_opt_ins || ')*$'
  ) then
    meaning := 'may_opt_in';
    return;
  end if;

  if coalesce(v_core.signs, v_core.explicit) is not null then
    select
      pg_catalog.string_agg(p.expression, '|') filter (where p.kind = 'harmless'),
      coalesce(pg_catalog.string_agg(p.expression, '|') filter (where p.kind = 'negation'), '-')
    into v_harmless, v_negations
    from outlier.consent_patterns as p
    where p.kind in ('harmless', 'negation')
      and p.anchors && v_words
      and (p.last_words && v_words or '*' = any (p.last_words))
      and (p.is_word or v_searched ~ (' ' || p.expression));
    -- Search each sentence alone: words across the border of two sentences mean nothing.
    for v_form in
      select ' ' || form.text || ' '
      from pg_catalog.regexp_split_to_table(v_raw, E'[.!?\\n\\r;…]+') as sentence
      cross join lateral outlier.normalize_message_text(sentence) as normalized (text)
      -- Also search without emoji and without fillers.
      cross join lateral (
        values
          (normalized.text),
          (outlier.remove_emoji(normalized.text)),
          (pg_catalog.btrim(pg_catalog.regexp_replace(
            normalized.text || ' ', '(?<=^| )(?:' || coalesce(v_fillers, '-') || ')', '', 'g'
          )))
      ) as form (text)
      where form.text <> ''
    loop
      if v_harmless is not null then
        v_form := pg_catalog.regexp_replace(v_form, '(?<= )(?:' || v_harmless || ')', '  ', 'g');
      end if;
      words := substring(
        v_form from '(?<! (?:' || v_negations || '))(?<= )((?:'
          || pg_catalog.concat_ws('|', v_core.explicit, v_core.signs) || '))'
      );
      exit when words is not null;
    end loop;
  end if;
  words := coalesce(pg_catalog.btrim(words), outlier.find_misspelling(v_words));
  if words is not null then
    meaning := 'may_opt_out';
  end if;
end;
$$;
comment on function outlier.classify_message(text) is
  'Returns what a message means: opt_out, opt_in, help, may_opt_out (a reviewer decides; words has the reason), '
  'may_opt_in (a reviewer decides, if the sender is unsubscribed), reaction (the message quotes one of our texts), or '
  'null.';
