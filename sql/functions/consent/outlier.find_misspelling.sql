-- Only in short messages: in a long one, a word that looks like a keyword is a word. The settings of the planner are
-- those of classify_message.
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
        -- Of a short keyword, half of what is one edit away is a word.
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
  'A word of a short message that is one edit away from an opt-out keyword and is no common word; null: none.';
