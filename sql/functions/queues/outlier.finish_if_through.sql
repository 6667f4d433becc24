create or replace function outlier.finish_if_through(p_broadcast_ids bigint[], p_campaign_ids bigint[], p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- One row of each is looked for, from the end at which messages leave last: as "not exists", the planner may join all that is queued.
  perform outlier.lock_sources(p_broadcast_ids, p_campaign_ids);
  update outlier.broadcasts as b
  set state = 'done', finished_at = p_now
  where b.id = any (p_broadcast_ids)
    and b.state = 'sending'
    and (
      select q.id
      from outlier.queued_messages as q
      where q.broadcast_id = b.id
      order by q.due_at desc, q.id desc
      limit 1
    ) is null;
  update outlier.campaigns as c
  set state = 'done', finished_at = p_now
  where c.id = any (p_campaign_ids)
    and c.state = 'sending'
    and (
      select q.id
      from outlier.queued_messages as q
      where q.campaign_id = c.id
      order by q.due_at desc, q.id desc
      limit 1
    ) is null;
end;
$$;
comment on function outlier.finish_if_through(bigint[], bigint[], timestamptz) is 'Marks broadcasts and campaigns as done of which nothing is queued any more.';
