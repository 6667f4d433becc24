-- An event is not lost for a character: a preview may be cut in the middle of an emoji, and jsonb holds no NUL.
create or replace function outlier.event_json(p_body text)
returns jsonb
language plpgsql
immutable
strict
set search_path = ''
as $$
declare
  v_body text;
begin
  begin
    return p_body::jsonb;
  exception
    when data_exception or program_limit_exceeded then
      null;
  end;
  begin
    -- Pairs of backslashes first, so that each one that is left begins an escape.
    v_body := pg_catalog.replace(p_body, '\\', '\u005c');
    v_body := pg_catalog.regexp_replace(v_body, '\\u0000', '', 'g');
    v_body := pg_catalog.regexp_replace(v_body, '(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}', '\1', 'g');
    return v_body::jsonb;
  exception
    when data_exception or program_limit_exceeded then
      return null;
  end;
end;
$$;
comment on function outlier.event_json(text) is 'A webhook''s body as JSON, without what jsonb cannot hold; null where it cannot be held at all.';
