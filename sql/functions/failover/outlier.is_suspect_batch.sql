-- Made again, as its making was lost: until the second reading of Twilio's log, nobody knows to whom it went. A batch
-- that somebody made after the failover is not concerned.
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
  'Whether a batch may have been sent in the lost span of a failover: it was there before and has started since.';
