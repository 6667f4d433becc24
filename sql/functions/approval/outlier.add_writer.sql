create or replace function outlier.add_writer(p_written_by text[])
returns text[]
language sql
stable
set search_path = ''
as $$
  select case
    when outlier.current_actor() = any (p_written_by) then p_written_by
    else coalesce(p_written_by, '{}') || outlier.current_actor()
  end;
$$;
comment on function outlier.add_writer(text[]) is 'Returns the writers of a batch, with the current actor added.';
