create or replace function outlier.approval_json(p_batch outlier.batches)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'isRequired', outlier.explain_missing_approval(p_batch, null, outlier.count_batch_people(p_batch)) is not null,
    'waitsBecause', case
      when p_batch.started_at is null and p_batch.state <> 'cancelled'
        then outlier.explain_missing_approval(p_batch, a, outlier.count_batch_people(p_batch))
    end,
    'approver', (a).approver,
    'approvedAt', pg_catalog.floor(extract(epoch from (a).approved_at))::bigint
  )
  from (
    select case
      when p_batch.started_at is null then outlier.find_approval(p_batch)
      else (select held from outlier.approvals as held where held.id = p_batch.approval_id)
    end as a
  ) as known;
$$;
comment on function outlier.approval_json(outlier.batches) is
  'Returns whether a batch needs an approval, why it waits for one (null: it does not wait), and who approved its '
  'current content.';
