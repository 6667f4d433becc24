-- The limit keeps the responses fresh until the messages are sent. It also keeps other batches going if Missive does
-- not respond. It counts per queue, because claims of one queue wait for each other at its quota, and claims of two
-- queues do not.
create or replace function outlier.count_free_label_checks(p_batch outlier.batches, p_is_second boolean)
returns integer
language plpgsql
stable
strict
set search_path = ''
as $$
begin
  if not outlier.has_exclusion(coalesce(p_batch.segments, p_batch.inherited_exclusion)) then
    return 2147483647;
  end if;
  return greatest(0, 10 - (
    select pg_catalog.count(*)::integer
    from outlier.queued_messages as q
    where q.batch_id = p_batch.id
      and q.is_second = p_is_second
      and q.state = 'checking'
  ));
end;
$$;
comment on function outlier.count_free_label_checks(outlier.batches, boolean) is
  'Returns how many more recipients of a batch Outlier may ask Missive about now: at most 10 at a time in each queue, '
  'and at least 0. If the batch excludes nobody, the number is unlimited (2147483647).';
