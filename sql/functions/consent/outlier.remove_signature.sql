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
    -- Below a dash anything short, on a line of its own up to three words, behind a dash one name.
    E'(\\s*[\\r\\n]+\\s*[-–—~*_=]+.{0,60}|\\s*[\\r\\n]+\\s*[^\\s\\d.!?,]{1,20}(\\s[^\\s\\d.!?,]{1,20}){0,2}[.!]?'
      || E'|\\s[-–—~]+\\s?[^\\s\\d.!?,-]{2,20}[.!]?)([^\\u0001-\\u007f]{1,3}|\\s)*$',
    ''
  );
end;
$$;
comment on function outlier.remove_signature(text) is
  'A message without the name below it, or behind a dash at its end.';
