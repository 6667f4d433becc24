-- Looks into each batch that is being sent, so that a paused one of a million rows costs nothing.
create or replace function outlier.pick_due_messages(p_is_second boolean, p_limit integer, p_now timestamptz)
returns bigint[]
language sql
volatile
strict
set search_path = ''
-- The index has the order. Right after a large batch the planner does not know yet how many rows there are, and would
-- sort them all for each claim; its price for that must not start a compilation either.
set enable_sort = off
set enable_incremental_sort = off
set jit = off
as $$
  select pg_catalog.array_agg(locked.id)
  from (
    select q.id
    from outlier.queued_messages as q
    where q.is_second = p_is_second
      and q.state = 'waiting'
      and q.id = any (array(
        select due.id
        from outlier.batches as b
        cross join lateral (
          select m.id, m.due_at
          from outlier.queued_messages as m
          where m.is_second = p_is_second
            and m.batch_id = b.id
            and m.state = 'waiting'
            and m.due_at <= p_now
          order by m.due_at, m.id
          -- As many as may be asked about at once: of what is already answered, those come first.
          limit least(p_limit, outlier.checks_left(b, p_is_second))
        ) as due
        where b.state = 'sending'
          and (b.links_settle_by is null or b.links_settle_by <= p_now)
          and not outlier.is_held_back(b)
        order by due.due_at, due.id
        limit p_limit
      ))
    for update skip locked
  ) as locked;
$$;
comment on function outlier.pick_due_messages(boolean, integer, timestamptz) is
  'Locks up to p_limit messages that are due, the longest due first; null where there is none.';
