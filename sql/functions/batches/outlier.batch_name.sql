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
  'Returns the name of a batch in messages, such as "campaign 12". It never contains the title, which may name a '
  'person.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.batch_name(outlier.batches) to outlier_reader;
