-- People write numbers in many forms: "(313) 555-0142" is the same number. The pattern does not match inside a longer
-- number, which may be a time or an id.
create or replace function outlier.person_pattern(p_phone_number text, p_conversation_ids uuid[] default '{}')
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.concat_ws(
    '|',
    '(?<![0-9])'
      || case when p_phone_number like '+1%' then '(?:1[^0-9A-Za-z]{0,3})?' else '' end
      || pg_catalog.regexp_replace(
        pg_catalog.regexp_replace(p_phone_number, E'^\\+1?', ''), '(?<=.)(.)', E'[^0-9A-Za-z]{0,3}\\1', 'g'
      )
      || '(?![0-9])',
    (select pg_catalog.string_agg(c.id::text, '|' order by c.id) from pg_catalog.unnest(p_conversation_ids) as c (id))
  );
$$;
comment on function outlier.person_pattern(text, uuid[]) is
  'Returns a regular expression that finds a phone number in a text, in any form, or one of these conversations'' '
  'ids.';
