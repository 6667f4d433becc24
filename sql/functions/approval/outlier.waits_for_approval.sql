create or replace function outlier.waits_for_approval(p_batch outlier.batches)
returns boolean
language sql
stable
set search_path = ''
as $$
  select outlier.approval_gap(p_batch, outlier.approval_of(p_batch), outlier.batch_people(p_batch)) is not null;
$$;
comment on function outlier.waits_for_approval(outlier.batches) is
  'Whether a batch that has not started may not, because its content needs an approval.';
-- Views call it with their reader's rights.
grant execute on function outlier.waits_for_approval(outlier.batches) to outlier_reader;
