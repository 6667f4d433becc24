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
  'Whether a batch that has not started may not, because its content needs an approval.';
-- Views call it with their reader's rights.
grant execute on function outlier.is_waiting_for_approval(outlier.batches) to outlier_reader;
