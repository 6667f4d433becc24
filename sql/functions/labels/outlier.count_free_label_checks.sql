-- Only so far ahead that the answers are fresh when the messages go; and a Missive that does not answer holds up nobody
-- else. Counted for each queue: claims of one queue take turns on its quota, claims of two queues do not.
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
  'How many more recipients of a batch Missive may be asked about now: 10 at a time in each queue, never less than 0. '
  'Any number where the batch excludes nobody.';
