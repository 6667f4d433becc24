create or replace function outlier.json_or_null(p_text text)
returns jsonb
language plpgsql
immutable
strict
as $$
begin
  return p_text::jsonb;
exception
  -- An error page, a truncated body, a character that jsonb cannot hold.
  when data_exception then
    return null;
end;
$$;
comment on function outlier.json_or_null(text) is 'A text as JSON; null where it is none.';
