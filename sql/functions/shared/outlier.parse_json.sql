-- A preview may be cut in the middle of an emoji. jsonb accepts neither half of a surrogate pair nor NUL. One such
-- character must not make a whole webhook or response unreadable. Outlier would take an unreadable response for "this
-- person has no labels".
create or replace function outlier.parse_json(p_text text)
returns jsonb
language plpgsql
immutable
strict
set search_path = ''
as $$
declare
  v_text text;
begin
  begin
    return p_text::jsonb;
  exception
    when data_exception or program_limit_exceeded then
      null;
  end;
  begin
    -- Pairs of backslashes come first. After that, each remaining backslash begins an escape.
    v_text := pg_catalog.replace(p_text, E'\\\\', E'\\u005c');
    v_text := pg_catalog.replace(v_text, E'\\u0000', E'\\ufffd');
    v_text := pg_catalog.regexp_replace(
      v_text, E'\\\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\\\u[dD][c-fC-F][0-9a-fA-F]{2})', E'\\\\ufffd', 'g'
    );
    v_text := pg_catalog.regexp_replace(
      v_text, E'(?<!\\\\u[dD][89abAB][0-9a-fA-F]{2})\\\\u[dD][c-fC-F][0-9a-fA-F]{2}', E'\\\\ufffd', 'g'
    );
    return v_text::jsonb;
  exception
    when data_exception or program_limit_exceeded then
      return null;
  end;
end;
$$;
comment on function outlier.parse_json(text) is
  'Returns a text as jsonb. A character that jsonb cannot hold becomes U+FFFD. Null: the text is not JSON.';
