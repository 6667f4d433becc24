-- Checks only messages of at most 30 words. In a long message, a word that looks like a keyword is usually a correct
-- word.
create or replace function outlier.find_misspelling(p_words text[])
returns text
language plpgsql
stable
strict
set search_path = ''
as $$
begin
  if pg_catalog.cardinality(p_words) > 30 then
    return null;
  end if;
  return (
    select likely.word
    from (
      select written.word, p.words as keyword
      from pg_catalog.unnest(p_words) as written (word)
      inner join outlier.consent_patterns as p
        on p.kind = 'opt_out'
        and p.words !~ '[ ()]'
        and pg_catalog.length(p.words)
          between pg_catalog.length(written.word) - 1 and pg_catalog.length(written.word) + 1
        and (
          pg_catalog.left(p.words, 1) = pg_catalog.left(written.word, 1)
          or pg_catalog.right(p.words, 1) = pg_catalog.right(written.word, 1)
        )
        -- Half of the strings that are one edit away from a short keyword are correct words. So short keywords count
        -- only in messages of at most three words.
        and (pg_catalog.length(p.words) >= 5 or pg_catalog.cardinality(p_words) <= 3)
      where pg_catalog.length(written.word) >= 3
    ) as likely
    where outlier.is_misspelling(likely.word, likely.keyword)
      and not exists (
        select
        from outlier.consent_patterns as known
        where known.kind = 'common_word'
          and known.anchors && array[likely.word]
      )
    order by pg_catalog.length(likely.keyword) desc, likely.word
    limit 1
  );
end;
$$;
comment on function outlier.find_misspelling(text[]) is
  'Returns a word of a short message that is one edit away from an opt-out keyword and is not a common word. Null: '
  'there is no such word.';
