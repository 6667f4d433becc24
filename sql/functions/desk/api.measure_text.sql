-- Word processors replace typed characters with these. Each one has a plain counterpart in GSM-7.
create or replace function api.measure_text(p_text text)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select outlier.text_parts(given.text) || pg_catalog.jsonb_build_object(
    'expensive', coalesce(
      (
        select pg_catalog.jsonb_agg(letter.found order by letter.first_at)
        from (
          select found, pg_catalog.min(place) as first_at
          from pg_catalog.string_to_table(given.text, null) with ordinality as letters (found, place)
          group by found
        ) as letter
        cross join lateral outlier.sms_segments(letter.found) as alone
        where alone.encoding <> 'GSM-7'
      ),
      '[]'
    ),
    'plainText', case when plain.text <> given.text then plain.text end,
    'plainParts', case when plain.text <> given.text then (outlier.text_parts(plain.text) -> 'parts')::integer end
  )
  from (select coalesce(p_text, '') as text) as given
  cross join lateral (
    select pg_catalog.replace(
      pg_catalog.translate(
        given.text,
        E'\u201C\u201D\u201E\u00AB\u00BB\u2018\u2019\u201A\u2010\u2011'
        '\u2012\u2013\u2014\u2212\u00A0\u2009\u202F\u200B\uFEFF',
        '"""""''''''------   '
      ),
      E'\u2026',
      '...'
    ) as text
  ) as plain;
$$;
comment on function api.measure_text(text) is
  'Returns the size of a text as carriers count it, and the characters that force the expensive encoding. If the text '
  'has curly quotes, dashes or other signs of a word processor, also returns the text with plain signs and its size.';
grant execute on function api.measure_text(text) to outlier_executor;
