create or replace function outlier.next_due_at(p_is_second boolean, p_is_urgent boolean, p_now timestamptz)
returns timestamptz
language plpgsql
volatile
strict
set search_path = ''
-- The index has this order. Right after a large batch is queued, the planner does not know the number of rows yet. It
-- would sort all of them for each claim.
set enable_sort = off
set enable_incremental_sort = off
as $$
begin
  return (
    select pg_catalog.min(greatest(
      case when served.look_at_all_at > p_now then least(next.due_at, served.look_at_all_at) else next.due_at end,
      b.links_settle_by
    ))
    from outlier.batches as b
    left join outlier.batch_turns as served on served.batch_id = b.id and served.is_second = p_is_second
    cross join lateral (
      select (
        select m.due_at
        from outlier.queued_messages as m
        where m.is_second = p_is_second
          and m.batch_id = b.id
          and m.state = 'waiting'
          and (m.due_at, m.id) > (
            case when served.look_at_all_at > p_now then served.reached_due_at else '-infinity' end,
            case when served.look_at_all_at > p_now then served.reached_id else 0 end
          )
        order by m.due_at, m.id
        limit 1
      ) as due_at
    ) as next
    where b.state = 'sending'
      and (b.priority = 'urgent') = p_is_urgent
      -- The end of the failover wakes the executor.
      and not outlier.is_suspect_batch(b)
      -- The answers about labels wake the executor.
      and outlier.count_free_label_checks(b, p_is_second) > 0
  );
end;
$$;
comment on function outlier.next_due_at(boolean, boolean, timestamptz) is
  'Returns when the next waiting message falls due, of urgent batches or of the others, or when the next claim looks '
  'at all messages (see pick_due_messages). Null: no message waits.';
