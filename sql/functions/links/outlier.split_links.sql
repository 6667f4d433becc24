-- In the order of the text, of which nothing is left out; a piece is an address, or what stands between addresses.
-- Punctuation after an address is not part of it.
create or replace function outlier.split_links(p_text text)
returns table (place bigint, piece text, url text)
language sql
immutable
strict
set search_path = ''
as $$
  select
    runs.place,
    runs.run,
    case
      when runs.run ~* E'^https?://[^\\s<>"]' then
        pg_catalog.regexp_replace(
          runs.run,
          -- A closing bracket belongs to an address that has an opening one.
          case when runs.run like '%(%' then E'[.,;:!?"''\\]}>]+$' else E'[.,;:!?"''\\])}>]+$' end,
          ''
        )
    end
  from (
    select matched.parts[1] as run, matched.place
    from pg_catalog.regexp_matches(
      p_text, E'(https?://[^\\s<>"]+|(?:(?!https?://[^\\s<>"]).)+)', 'gi'
    ) with ordinality as matched (parts, place)
  ) as runs;
$$;
comment on function outlier.split_links(text) is
  'A text cut into addresses and what stands between them; url is null for the latter, and lacks the punctuation '
  'after an address.';
