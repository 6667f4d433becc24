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
  'The latest approval of exactly the content that a batch has now; null: there is none.';
-- Views call it with their reader's rights.
grant execute on function outlier.find_approval(outlier.batches) to outlier_reader;
