create or replace view outlier.campaign_progress as
select
  c.id,
  c.title,
  c.state,
  c.run_at,
  listed.people,
  listed.left_out,
  queued.first_waiting,
  queued.first_sending,
  queued.first_unknown,
  sent.first_sent,
  queued.second_waiting,
  sent.second_sent,
  sent.delivered,
  sent.failed,
  replies.replies,
  opt_outs.opt_outs,
  given_up.dead_letters,
  case when c.state in ('sending', 'paused') then outlier.expected_end(null, c.id) end as expected_end,
  c.started_at,
  c.finished_at,
  c.error
from outlier.campaigns as c
cross join lateral (
  select
    pg_catalog.count(*) as people,
    pg_catalog.count(*) filter (where r.reason is not null) as left_out
  from outlier.recipients as r
  where r.campaign_id = c.id
) as listed
cross join lateral (
  select
    pg_catalog.count(*) filter (where not s.is_second) as first_sent,
    pg_catalog.count(*) filter (where s.is_second) as second_sent,
    pg_catalog.count(*) filter (where s.twilio_sent_status = 'delivered') as delivered,
    pg_catalog.count(*) filter (where s.twilio_sent_status in ('failed', 'undelivered')) as failed
  from outlier.message_statuses as s
  where s.campaign_id = c.id
) as sent
cross join lateral (
  select pg_catalog.count(*) as replies from outlier.twilio_messages as t where t.reply_to_campaign = c.id
) as replies
cross join lateral (
  select pg_catalog.count(*) as opt_outs from outlier.unsubscribed_messages as u where u.campaign_id = c.id
) as opt_outs
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
