create or replace view outlier.campaign_progress as
select
  c.id,
  c.title,
  c.state,
  c.run_at,
  stats.people,
  stats.left_out,
  queued.first_waiting,
  queued.first_sending,
  queued.first_unknown,
  stats.first_sent,
  queued.second_waiting,
  stats.second_sent,
  stats.delivered,
  stats.failed,
  stats.replies,
  stats.opt_outs,
  given_up.dead_letters,
  case when c.state in ('sending', 'paused') then outlier.expected_end(null, c.id) end as expected_end,
  c.started_at,
  c.finished_at,
  c.error
from outlier.campaigns as c
inner join outlier.campaign_stats as stats on stats.id = c.id
cross join lateral (
  select
    pg_catalog.count(*) filter (where not q.is_second and q.state in ('waiting', 'checking')) as first_waiting,
    pg_catalog.count(*) filter (where not q.is_second and q.state = 'sending') as first_sending,
    pg_catalog.count(*) filter (where not q.is_second and q.state = 'unknown') as first_unknown,
    pg_catalog.count(*) filter (where q.is_second) as second_waiting
  from outlier.queued_messages as q
  where q.campaign_id = c.id
) as queued
cross join lateral (
  select pg_catalog.count(*) as dead_letters from outlier.dead_letters as d where d.campaign_id = c.id
) as given_up;
comment on view outlier.campaign_progress is
  'How each campaign stands. Of first messages: people = first_sent + first_waiting + first_sending + first_unknown + left_out.';
