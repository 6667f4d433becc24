-- Looks into each batch that is being sent, so that a paused batch of a million rows costs nothing. Batches of one
-- priority take turns, message by message. The batch that was served least recently goes first, so that claims of one
-- message each are fair too.
-- While an old transaction stays open, an index scan visits every message that was sent since its start. So a claim of
-- a large batch begins where the last claim ended. From time to time, a claim looks at all messages. The more messages
-- there were, the less often it does: a look costs 0.2 microseconds for each message, which is 1% of the time until
-- the next look.
create or replace function outlier.pick_due_messages(
  p_is_second boolean,
  p_is_urgent boolean,
  p_limit integer,
  p_now timestamptz
)
returns bigint[]
language plpgsql
volatile
strict
set search_path = ''
-- The index has this order. Right after a large batch is queued, the planner does not know the number of rows yet. It
-- would sort all of them for each claim.
set enable_sort = off
set enable_incremental_sort = off
as $$
declare
  v_all_of bigint[] := array(
    select t.batch_id
    from outlier.batches as b
    inner join outlier.batch_turns as t on t.batch_id = b.id and t.is_second = p_is_second
    where b.state = 'sending'
      and (b.priority = 'urgent') = p_is_urgent
      and t.taken >= 10000
      and coalesce(t.look_at_all_at <= p_now, true)
  );
  v_picked bigint[];
begin
  v_picked := (
    select pg_catalog.array_agg(locked.id)
    from (
      select q.id
      from outlier.queued_messages as q
      where q.is_second = p_is_second
        and q.state = 'waiting'
        and q.id = any (array(
          select due.id
          from outlier.batches as b
          left join outlier.batch_turns as served on served.batch_id = b.id and served.is_second = p_is_second
          cross join lateral (
            select m.id, m.due_at, pg_catalog.row_number() over (order by m.due_at, m.id) as turn
            from outlier.queued_messages as m
            where m.is_second = p_is_second
              and m.batch_id = b.id
              and m.state = 'waiting'
              and m.due_at <= p_now
              and (m.due_at, m.id) > (
                case when served.look_at_all_at > p_now then served.reached_due_at else '-infinity' end,
                case when served.look_at_all_at > p_now then served.reached_id else 0 end
              )
            order by m.due_at, m.id
            -- Take only as many as Outlier may request labels for at once. Messages whose labels have already arrived
            -- come first.
            limit least(p_limit, outlier.count_free_label_checks(b, p_is_second))
          ) as due
          where b.state = 'sending'
            and (b.priority = 'urgent') = p_is_urgent
            and (b.links_settle_by is null or b.links_settle_by <= p_now)
            and not outlier.is_suspect_batch(b)
          order by b.priority = 'bulk', due.turn, coalesce(served.claim_id, 0), due.due_at, due.id
          limit p_limit
        ))
      for update skip locked
    ) as locked
  );
  if pg_catalog.cardinality(v_all_of) > 0 then
    update outlier.batch_turns as t
    set look_at_all_at = p_now + least(interval '1 minute', t.taken * interval '20 microseconds')
    where t.is_second = p_is_second
      and t.batch_id = any (v_all_of)
      -- If all picked messages come before the mark, there may be more, and the next claim looks at all messages
      -- again. Without "offset 0", the planner would search the whole batch for a row.
      and coalesce(
        (
          select pg_catalog.bool_or((picked.due_at, picked.id) > (t.reached_due_at, t.reached_id))
          from (
            select q.batch_id, q.due_at, q.id
            from outlier.queued_messages as q
            where q.is_second = p_is_second
              and q.id = any (v_picked)
            offset 0
          ) as picked
          where picked.batch_id = t.batch_id
        ),
        true
      );
  end if;
  return v_picked;
end;
$$;
comment on function outlier.pick_due_messages(boolean, boolean, integer, timestamptz) is
  'Locks up to p_limit due messages, of urgent batches or of the others, and returns their ids. Batches of normal '
  'priority come before bulk ones. Batches of one priority take turns. Null: no message is due.';
