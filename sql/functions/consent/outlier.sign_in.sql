create or replace function outlier.sign_in(p_text text)
returns text
language plpgsql
stable
strict
set search_path = ''
as $$
declare
  v_said text := outlier.said(p_text);
  v_words text := outlier.without_emoji(v_said);
begin
  return (
    select p.words
    from outlier.consent_patterns as p
    where p.is_sign
      and pg_catalog.split_part(p.plain, ' ', 1) = any (pg_catalog.string_to_array(v_said, ' '))
      and (
        pg_catalog.strpos(' ' || v_said || ' ', ' ' || p.plain || ' ') > 0
        -- Decorated in the middle.
        or pg_catalog.strpos(' ' || v_words || ' ', ' ' || p.plain || ' ') > 0
      )
    order by pg_catalog.char_length(p.words) desc, p.words
    limit 1
  );
end;
$$;
comment on function outlier.sign_in(text) is
  'The word in a message that may be an opt-out, for a person to decide; null where there is none.';
