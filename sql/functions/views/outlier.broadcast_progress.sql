create or replace view outlier.broadcast_progress as
select
  b.id,
  b.state,
  b.run_at,
  stats.people,
  stats.left_out,
  stats.first_sent,
  stats.second_sent,
  stats.delivered,
  stats.failed,
  stats.replies,
  stats.opt_outs,
  queued.first_waiting,
  queued.second_waiting,
  queued.unknown,
  given_up.dead_letters,
  outlier.expected_end(b.id, null) as expected_end,
  b.finished_at
from outlier.broadcasts as b
inner join outlier.broadcast_stats as stats on stats.id = b.id
cross join lateral (
  select
    pg_catalog.count(*) filter (where not q.is_second) as first_waiting,
    pg_catalog.count(*) filter (where q.is_second) as second_waiting,
    pg_catalog.count(*) filter (where q.state = 'unknown') as unknown
  from outlier.queued_messages as q
  where q.broadcast_id = b.id
) as queued
cross join lateral (
  select pg_catalog.count(*) as dead_letters from outlier.dead_letters as d where d.broadcast_id = b.id
) as given_up
where b.made_at is not null;
comment on view outlier.broadcast_progress is
  'How each broadcast stands, and when it will be through. As in campaign_progress, of first messages: people = '
  'first_sent + first_waiting + left_out; first_waiting counts those under way and those with an unknown outcome too.';
