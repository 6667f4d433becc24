create or replace function outlier.is_uuid(p_text text)
returns boolean
language plpgsql
immutable
as $$
begin
  return coalesce(p_text ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$', false);
end;
$$;
comment on function outlier.is_uuid(text) is 'Whether a text is a uuid as Missive writes it.';
