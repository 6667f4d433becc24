create or replace function outlier.explain_missing_approval(
  p_batch outlier.batches,
  p_approval outlier.approvals,
  p_people integer
)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when s.approval_threshold is null or p_people <= s.approval_threshold then null
    when p_approval.id is null then pg_catalog.format(
      '%s is for %s people, and batches for more than %s need an approval: %s',
      outlier.batch_name(p_batch), p_people, s.approval_threshold,
      case
        when exists (select from outlier.approvals as a where a.batch_id = p_batch.id)
          then 'it was changed after it was approved'
        else 'nobody has approved it'
      end
    )
    when p_people > p_approval.people * (1 + s.approval_drift / 100.0) then pg_catalog.format(
      '%s now has %s people, but %s approved it for %s: an increase of more than %s percent needs a new approval',
      outlier.batch_name(p_batch), p_people, p_approval.approver, p_approval.people, s.approval_drift
    )
  end
  from outlier.settings as s;
$$;
comment on function outlier.explain_missing_approval(outlier.batches, outlier.approvals, integer) is
  'Returns why a batch for p_people people may not start with this approval, or without one. Null: it may start.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.explain_missing_approval(outlier.batches, outlier.approvals, integer)
to outlier_reader;
