create or replace function outlier.find_approval(p_batch outlier.batches)
returns outlier.approvals
language sql
stable
set search_path = ''
as $$
  select a
  from outlier.approvals as a
  where a.batch_id = p_batch.id
    and a.digest = outlier.batch_digest(p_batch)
  order by a.approved_at desc, a.id desc
  limit 1;
$$;
comment on function outlier.find_approval(outlier.batches) is
  'Returns the latest approval of exactly the current content of a batch. Null: there is no such approval.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.find_approval(outlier.batches) to outlier_reader;
