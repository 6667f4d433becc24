create or replace function outlier.is_uuid(p_text text)
returns boolean
language plpgsql
immutable
as $$
begin
  return coalesce(p_text ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$', false);
end;
$$;
comment on function outlier.is_uuid(text) is 'Returns true if a text is a uuid in the form that Missive uses.';
