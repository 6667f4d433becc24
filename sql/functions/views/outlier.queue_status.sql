create or replace view outlier.queue_status as
select
  queues.name as queue,
  pg_catalog.count(q.id) filter (where q.state = 'waiting' and q.due_at <= now()) as due,
  pg_catalog.count(q.id) filter (where q.state = 'waiting' and q.due_at > now()) as due_later,
  pg_catalog.count(q.id) filter (where q.state = 'sending') as sending,
  pg_catalog.count(q.id) filter (where q.state = 'unknown') as unknown,
  pg_catalog.min(q.due_at) filter (where q.state = 'waiting') as next_due_at,
  quota.held_until,
  quota.hold_reason
from (values ('first_messages', false), ('second_messages', true)) as queues (name, is_second)
inner join outlier.tokens as token on token.name = queues.name
inner join outlier.quotas as quota on quota.name = token.quota
left join outlier.queued_messages as q on q.is_second = queues.is_second
group by queues.name, quota.held_until, quota.hold_reason;
comment on view outlier.queue_status is 'Messages in each queue now, and until when and why its quota is on hold.';
