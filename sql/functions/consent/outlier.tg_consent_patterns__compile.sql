create or replace function outlier.tg_consent_patterns__compile()
returns trigger
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_plain text;
  v_needed text;
begin
  -- Normalize the words as in messages, and keep the signs between them. One blank separates two words.
  select pg_catalog.btrim(pg_catalog.regexp_replace(
    pg_catalog.string_agg(
      case
        when part.text ~ '^([)][?]|[()|*])$' then part.text
        else pg_catalog.concat(
          case when part.text ~ E'^\\s' then ' ' end,
          outlier.normalize_message_text(part.text),
          case when part.text ~ E'\\s$' then ' ' end
        )
      end,
      '' order by part.place
    ),
    ' {2,}', ' ', 'g'
  ))
  into v_plain
  from pg_catalog.regexp_matches(NEW.words, '[)][?]|[()|*]|[^()|*]+', 'g') with ordinality as found (parts, place)
  cross join lateral (select found.parts[1] as text, found.place) as part;

  -- Each word is followed by a blank, so that optional words can be left out.
  NEW.expression := pg_catalog.replace(
    pg_catalog.replace(
      pg_catalog.regexp_replace(
        pg_catalog.regexp_replace(v_plain, '([)?]) ', E'\\1', 'g'), '([^ ()|?])(?=[|)]|$)', E'\\1 ', 'g'
      ),
      '(', '(?:'
    ),
    '*', '[^ ]+'
  );
  v_needed := pg_catalog.btrim(pg_catalog.regexp_replace(v_plain, '[(][^()]*[)][?]', '', 'g'));
  NEW.anchors := array(
    select distinct pg_catalog.split_part(alternative, ' ', 1)
    from pg_catalog.unnest(pg_catalog.string_to_array(
      pg_catalog.btrim(substring(v_needed from '^[(][^()]*[)]|^[^ ]+'), '()'), '|'
    )) as alternative
    order by 1
  );
  NEW.last_words := array(
    select distinct pg_catalog.split_part(alternative, ' ', -1)
    from pg_catalog.unnest(pg_catalog.string_to_array(
      pg_catalog.btrim(substring(v_needed from '[(][^()]*[)]$|[^ ()]+$'), '()'), '|'
    )) as alternative
    order by 1
  );
  return NEW;
end;
$$;
comment on function outlier.tg_consent_patterns__compile() is
  'Computes expression, anchors and last_words of a pattern. classify_message() compares messages with them.';

create or replace trigger _100_compile
  before insert or update on outlier.consent_patterns
  for each row
  execute function outlier.tg_consent_patterns__compile();
