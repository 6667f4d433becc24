create or replace function outlier.remove_signature(p_text text)
returns text
language plpgsql
immutable
strict
set search_path = ''
as $$
begin
  return pg_catalog.regexp_replace(
    p_text,
    -- Remove a short text below a dash, up to three words on a line of their own, or one name after a dash.
    E'(\\s*[\\r\\n]+\\s*[-–—~*_=]+.{0,60}|\\s*[\\r\\n]+\\s*[^\\s\\d.!?,]{1,20}(\\s[^\\s\\d.!?,]{1,20}){0,2}[.!]?'
      || E'|\\s[-–—~]+\\s?[^\\s\\d.!?,-]{2,20}[.!]?)([^\\u0001-\\u007f]{1,3}|\\s)*$',
    ''
  );
end;
$$;
comment on function outlier.remove_signature(text) is
  'Returns a message without the name below it, or after a dash at its end.';
