-- Returns all of the text in its order. Punctuation after a URL is not part of the URL.
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
          -- A closing bracket belongs to a URL that has an opening one.
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
  'Splits a text into URLs and the pieces between them. url is null for such a piece, and does not include '
  'punctuation after the URL.';
