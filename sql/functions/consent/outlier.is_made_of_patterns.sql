-- This check is cheap, and a regular expression would have to be compiled. Nearly all messages have a word that is in
-- no pattern.
create or replace function outlier.is_made_of_patterns(p_text text, p_expressions text)
returns boolean
language plpgsql
immutable
strict
set search_path = ''
as $$
declare
  v_word text;
  -- If a pattern accepts any word, allow five unknown words, such as names.
  v_left integer := case when pg_catalog.strpos(p_expressions, '[^ ]+') > 0 then 5 else 0 end;
begin
  foreach v_word in array pg_catalog.string_to_array(pg_catalog.btrim(p_text), ' ') loop
    if pg_catalog.strpos(p_expressions, v_word || ' ') = 0 then
      v_left := v_left - 1;
      if v_left < 0 then
        return false;
      end if;
    end if;
  end loop;
  return true;
end;
$$;
comment on function outlier.is_made_of_patterns(text, text) is
  'Returns whether a normalized text may consist only of words of these expressions. If not, no expression made of '
  'them matches the whole text.';
