-- A lower bound by the limits alone; and nothing ends before it is due.
create or replace function outlier.expected_end(p_batch_id bigint, p_now timestamptz default now())
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select pg_catalog.max(
    greatest(
      waiting.last_due,
      outlier.paced_end(
        outlier.queue_of(waiting.is_second), waiting.messages, waiting.first_due, b.priority = 'urgent', p_now
      )
    )
  )
  from (
    select
      q.is_second,
      pg_catalog.min(q.due_at) as first_due,
      pg_catalog.max(q.due_at) as last_due,
      -- What was queued before by others goes first.
      (
        select pg_catalog.count(*)
        from outlier.queued_messages as ahead
        where ahead.is_second = q.is_second
          and ahead.state in ('waiting', 'checking')
          and ahead.due_at <= pg_catalog.max(q.due_at)
      ) as messages
    from outlier.queued_messages as q
    where q.batch_id = p_batch_id
      and q.state in ('waiting', 'checking', 'sending')
    group by q.is_second
  ) as waiting
  inner join outlier.batches as b on b.id = p_batch_id;
$$;
comment on function outlier.expected_end(bigint, timestamptz) is
  'When the last message of a batch that is queued now can be sent, by due times and quotas; null where nothing waits.';
-- Views call it with their reader's rights.
grant execute on function outlier.expected_end(bigint, timestamptz) to outlier_reader;
