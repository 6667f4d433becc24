create or replace function outlier.is_waiting_for_approval(p_batch outlier.batches)
returns boolean
language sql
stable
set search_path = ''
as $$
  select outlier.explain_missing_approval(
    p_batch, outlier.find_approval(p_batch), outlier.count_batch_people(p_batch)
  ) is not null;
$$;
comment on function outlier.is_waiting_for_approval(outlier.batches) is
  'Returns whether a batch that has not started must wait, because its content needs an approval.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.is_waiting_for_approval(outlier.batches) to outlier_reader;
