-- Cheap, where a regular expression would be compiled first: nearly all messages have a word that no pattern has.
create or replace function outlier.is_made_of_patterns(p_text text, p_expressions text)
returns boolean
language plpgsql
immutable
strict
set search_path = ''
as $$
declare
  v_word text;
  -- Names and the like, where a pattern takes any word.
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
  'Whether a normalized text may consist of words of these expressions alone. If not, no expression made of them '
  'matches it from its beginning to its end.';
