-- The first start of this batch may have been lost, so that the batch was started again. Until the second reading of
-- Twilio's log, Outlier does not know who got its messages. A batch that was created after the failover is not
-- affected.
create or replace function outlier.is_suspect_batch(p_batch outlier.batches)
returns boolean
language plpgsql
stable
strict
set search_path = ''
as $$
begin
  return exists (
    select
    from outlier.failovers as f
    where f.state = 'settling'
      and p_batch.created_at <= f.noticed_at
      and p_batch.started_at > f.noticed_at
  );
end;
$$;
comment on function outlier.is_suspect_batch(outlier.batches) is
  'Returns true if a batch may have been sent in the lost span of a failover: it was created before the failover was '
  'noticed and started after.';
