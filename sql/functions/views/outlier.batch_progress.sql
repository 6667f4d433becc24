create or replace view outlier.batch_progress as
select
  b.id,
  b.kind,
  b.title,
  b.state,
  b.run_at,
  stats.people,
  stats.left_out,
  queued.first_waiting,
  queued.first_sending,
  queued.first_unknown,
  stats.first_sent,
  queued.second_waiting,
  queued.second_unknown,
  stats.second_sent,
  stats.delivered,
  stats.failed,
  stats.replies,
  stats.opt_outs,
  given_up.dead_letters,
  (forecast.forecast).ends_at as expected_end,
  b.started_at,
  b.finished_at,
  b.error,
  b.priority,
  b.exempt_reason,
  queued.waiting_for_contact_hours,
  (forecast.forecast).parts,
  (forecast.forecast).cost
from outlier.batches as b
inner join outlier.batch_stats as stats on stats.id = b.id
cross join lateral (
  select
    pg_catalog.count(*) filter (where not q.is_second and q.state in ('waiting', 'checking')) as first_waiting,
    pg_catalog.count(*) filter (where q.held_since is not null) as waiting_for_contact_hours,
    pg_catalog.count(*) filter (where not q.is_second and q.state = 'sending') as first_sending,
    pg_catalog.count(*) filter (where not q.is_second and q.state = 'unknown') as first_unknown,
    pg_catalog.count(*) filter (where q.is_second) as second_waiting,
    pg_catalog.count(*) filter (where q.is_second and q.state = 'unknown') as second_unknown
  from outlier.queued_messages as q
  where q.batch_id = b.id
    -- Other batches have no messages in the queues. With the statistics of a queue that one batch fills, PostgreSQL
    -- would read all of it for each of them.
    and b.state in ('sending', 'paused', 'cancelled')
) as queued
cross join lateral (
  select pg_catalog.count(*) as dead_letters from outlier.dead_letters as d where d.batch_id = b.id
) as given_up
-- "offset 0" makes PostgreSQL compute the forecast once for each row, and only if the query uses one of its columns.
cross join lateral (
  select case when b.state in ('sending', 'paused') then outlier.forecast(b) end as forecast offset 0
) as forecast;
comment on view outlier.batch_progress is
  'State and expected end of each batch. For first messages: people = first_sent + first_waiting + first_sending + '
  'first_unknown + left_out. second_waiting counts follow-ups in every state. waiting_for_contact_hours counts first '
  'messages and follow-ups that are due and wait for contact hours. expected_end, parts and cost come from '
  'outlier.forecast() while the batch is being sent.';
