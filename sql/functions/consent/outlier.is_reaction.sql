-- iPhones and Android phones send a reaction as a text: Liked “…”, 👍 to “…”. Missive may have cut the text.
create or replace function outlier.is_reaction(p_text text)
returns boolean
language plpgsql
stable
strict
set search_path = ''
as $$
begin
  return exists (
    select
    from (
      select
        outlier.remove_emoji(outlier.normalize_message_text(parts.found[1])) || ' ' as before,
        parts.found[2] as behind
      from pg_catalog.regexp_match(p_text, '^([^"“”«„]{1,80})["“”«„](.*)$') as parts (found)
    ) as message
    where message.behind ~ E'["“”»][\\s.…\\u200a-\\u200f]*$|(…|[.]{3})\\s*$'
      and exists (
        select
        from outlier.consent_patterns as p
        where p.kind = 'reaction'
          and message.before ~ ('^(?:' || p.expression || ')$')
      )
  );
end;
$$;
comment on function outlier.is_reaction(text) is
  'Returns whether a message is the text that a phone sends for a reaction: a few known words, then a quotation.';
