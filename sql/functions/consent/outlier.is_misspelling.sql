create or replace function outlier.is_misspelling(p_word text, p_keyword text)
returns boolean
language plpgsql
immutable
strict
set search_path = ''
as $$
declare
  v_same integer := 0;
  v_word text;
  v_keyword text;
begin
  if p_word = p_keyword
    or pg_catalog.abs(pg_catalog.length(p_word) - pg_catalog.length(p_keyword)) > 1
    -- One edit keeps the first or the last letter.
    or (
      pg_catalog.left(p_word, 1) <> pg_catalog.left(p_keyword, 1)
      and pg_catalog.right(p_word, 1) <> pg_catalog.right(p_keyword, 1)
    )
  then
    return false;
  end if;
  while v_same < pg_catalog.length(p_keyword)
    and pg_catalog.substr(p_word, v_same + 1, 1) = pg_catalog.substr(p_keyword, v_same + 1, 1)
  loop
    v_same := v_same + 1;
  end loop;
  v_word := pg_catalog.substr(p_word, v_same + 1);
  v_keyword := pg_catalog.substr(p_keyword, v_same + 1);
  -- A letter was replaced, added or left out, or two were swapped.
  return pg_catalog.substr(v_word, 2) = pg_catalog.substr(v_keyword, 2)
    or pg_catalog.substr(v_word, 2) = v_keyword
    or v_word = pg_catalog.substr(v_keyword, 2)
    or (
      pg_catalog.left(v_word, 2) = pg_catalog.reverse(pg_catalog.left(v_keyword, 2))
      and pg_catalog.substr(v_word, 3) = pg_catalog.substr(v_keyword, 3)
    );
end;
$$;
comment on function outlier.is_misspelling(text, text) is
  'Returns whether a word differs from a keyword by one edit: a letter replaced, added or left out, or two neighbors '
  'swapped.';
