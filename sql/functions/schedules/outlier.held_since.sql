create or replace function outlier.held_since(p_broadcast outlier.broadcasts)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select b.held_at from outlier.batches as b where b.id = p_broadcast.id and b.state = 'scheduled';
$$;
comment on function outlier.held_since(outlier.broadcasts) is
  'Since when the upcoming broadcast is paused; null where it is not.';
-- Views call it with their reader's rights.
grant execute on function outlier.held_since(outlier.broadcasts) to outlier_reader;
