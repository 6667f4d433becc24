create or replace function outlier.rules_json(p_batch outlier.batches)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'priority', p_batch.priority,
    'sendWithin', extract(epoch from p_batch.send_within)::bigint,
    'exemptReason', p_batch.exempt_reason,
    'approval', outlier.approval_json(p_batch)
  );
$$;
comment on function outlier.rules_json(outlier.batches) is
  'Returns the rules of a batch as the HTTP API shows them: priority, expiry in seconds, exemption and approval.';
