create or replace function outlier.finish_if_through(p_broadcast_ids bigint[], p_campaign_ids bigint[], p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_ids bigint[];
begin
  -- Two that remove the last rows at once take turns on the row; the later one sees both gone. One that adds rows holds the
  -- advisory lock in share until its commit: not to be had, there is more to come. Each step is a statement of its own, so
  -- that the last one sees what was committed before the locks were had.
  perform from outlier.broadcasts as b
  where b.id = any (p_broadcast_ids) and b.state = 'sending'
  order by b.id
  for no key update;
  v_ids := array(
    select b.id
    from outlier.broadcasts as b
    where b.id = any (p_broadcast_ids)
      and b.state = 'sending'
      and pg_catalog.pg_try_advisory_xact_lock(outlier.source_lock('broadcast', b.id))
  );
  update outlier.broadcasts as b
  set state = 'done', finished_at = p_now
  where b.id = any (v_ids)
    and not exists (select from outlier.queued_messages as q where q.broadcast_id = b.id);

  perform from outlier.campaigns as c
  where c.id = any (p_campaign_ids) and c.state = 'sending'
  order by c.id
  for no key update;
  v_ids := array(
    select c.id
    from outlier.campaigns as c
    where c.id = any (p_campaign_ids)
      and c.state = 'sending'
      and pg_catalog.pg_try_advisory_xact_lock(outlier.source_lock('campaign', c.id))
  );
  update outlier.campaigns as c
  set state = 'done', finished_at = p_now
  where c.id = any (v_ids)
    and not exists (select from outlier.queued_messages as q where q.campaign_id = c.id);
end;
$$;
comment on function outlier.finish_if_through(bigint[], bigint[], timestamptz) is 'Marks broadcasts and campaigns as done of which nothing is queued any more.';
