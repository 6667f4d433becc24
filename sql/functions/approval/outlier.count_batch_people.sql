create or replace function outlier.count_batch_people(p_batch outlier.batches)
returns integer
language sql
immutable
set search_path = ''
as $$
  select case
    when p_batch.kind = 'broadcast' and p_batch.started_at is null then p_batch.no_users
    else coalesce(p_batch.recipient_count, 0)
  end;
$$;
comment on function outlier.count_batch_people(outlier.batches) is
  'Returns how many people a batch is for, as far as is known: the size of an upcoming broadcast, else the latest '
  'count.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.count_batch_people(outlier.batches) to outlier_reader;
