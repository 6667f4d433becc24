create or replace view outlier.broadcast_progress as
select
  b.id,
  b.state,
  b.run_at,
  chosen.people,
  chosen.left_out,
  sent.first_sent,
  sent.second_sent,
  sent.delivered,
  sent.failed,
  replies.replies,
  opt_outs.opt_outs,
  queued.first_waiting,
  queued.second_waiting,
  queued.unknown,
  given_up.dead_letters,
  outlier.expected_end(b.id, null) as expected_end,
  b.finished_at
from outlier.broadcasts as b
cross join lateral (
  select
    pg_catalog.count(*) filter (where r.reason is null or r.reason in ('cancelled', 'gave_up')) as people,
    pg_catalog.count(*) filter (where r.reason is not null) as left_out
  from outlier.recipients as r
  where r.broadcast_id = b.id
) as chosen
cross join lateral (
  select
    pg_catalog.count(*) filter (where not s.is_second) as first_sent,
    pg_catalog.count(*) filter (where s.is_second) as second_sent,
    pg_catalog.count(*) filter (where s.twilio_sent_status = 'delivered') as delivered,
    pg_catalog.count(*) filter (where s.twilio_sent_status in ('failed', 'undelivered')) as failed
  from outlier.message_statuses as s
  where s.broadcast_id = b.id
) as sent
cross join lateral (
  select pg_catalog.count(*) as replies from outlier.twilio_messages as t where t.reply_to_broadcast = b.id
) as replies
cross join lateral (
  select pg_catalog.count(*) as opt_outs from outlier.unsubscribed_messages as u where u.broadcast_id = b.id
) as opt_outs
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
comment on view outlier.broadcast_progress is 'How each broadcast stands: people, messages, answers, and when it will be through.';
