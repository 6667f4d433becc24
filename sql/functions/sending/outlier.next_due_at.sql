create or replace function outlier.next_due_at(p_is_second boolean, p_is_urgent boolean)
returns timestamptz
language plpgsql
volatile
strict
set search_path = ''
-- The index has the order. Right after a large batch the planner does not know yet how many rows there are, and would
-- sort them all for each claim.
set enable_sort = off
set enable_incremental_sort = off
as $$
begin
  return (
    select pg_catalog.min(greatest(next.due_at, b.links_settle_by))
    from outlier.batches as b
    cross join lateral (
      select (
        select m.due_at
        from outlier.queued_messages as m
        where m.is_second = p_is_second
          and m.batch_id = b.id
          and m.state = 'waiting'
        order by m.due_at
        limit 1
      ) as due_at
    ) as next
    where b.state = 'sending'
      and (b.priority = 'urgent') = p_is_urgent
      -- The end of the failover rings.
      and not outlier.is_held_back(b)
      -- The answers ring.
      and outlier.checks_left(b, p_is_second) > 0
  );
end;
$$;
comment on function outlier.next_due_at(boolean, boolean) is
  'When the next message that waits falls due, of urgent batches or of the others; null where none waits.';
