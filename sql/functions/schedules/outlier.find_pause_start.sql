create or replace function outlier.find_pause_start(p_broadcast outlier.broadcasts)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select b.held_at from outlier.batches as b where b.id = p_broadcast.id and b.state = 'scheduled';
$$;
comment on function outlier.find_pause_start(outlier.broadcasts) is
  'Returns the time since which the upcoming broadcast is paused. Null if it is not paused.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.find_pause_start(outlier.broadcasts) to outlier_reader;
