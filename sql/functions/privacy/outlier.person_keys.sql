create or replace function outlier.person_keys(p_phone_number text, p_conversation_ids uuid[])
returns text[]
language sql
immutable
set search_path = ''
as $$
  select case
    when p_phone_number ~ E'^\\+1[2-9][0-9]{2}[2-9][0-9]{6}$'
      then array[pg_catalog.substr(p_phone_number, 3)] || p_conversation_ids::text[]
  end;
$$;
comment on function outlier.person_keys(text, uuid[]) is
  'Returns the values under which invoke_history.mentions stores a person and these conversations. Null for a number '
  'abroad: only a search of all events finds it.';
