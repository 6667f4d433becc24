create or replace function outlier.batch_name(p_batch outlier.batches)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select p_batch.kind || ' ' || p_batch.id;
$$;
comment on function outlier.batch_name(outlier.batches) is
  'How messages call a batch, such as "campaign 12"; never its title, which may name somebody.';
-- Views call it with their reader's rights.
grant execute on function outlier.batch_name(outlier.batches) to outlier_reader;
