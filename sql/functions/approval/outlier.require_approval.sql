create or replace function outlier.require_approval(
  p_batch outlier.batches,
  p_approval outlier.approvals,
  p_people integer
)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_gap text := outlier.explain_missing_approval(p_batch, p_approval, p_people);
begin
  if v_gap is not null then
    raise exception using
      errcode = 'OT012',
      message = v_gap,
      -- The caller reads the count here, because its transaction is rolled back.
      detail = p_people,
      hint = pg_catalog.format(
        'Somebody who did not write it must approve it: POST /%ss/%s/approve/, or '
        'select outlier.approve_batch(%s, ''name'');',
        p_batch.kind, p_batch.id, p_batch.id
      );
  end if;
end;
$$;
comment on function outlier.require_approval(outlier.batches, outlier.approvals, integer) is
  'Raises OT012 if a batch for p_people people needs an approval that it does not have. The detail of the error is '
  'the number of people.';
