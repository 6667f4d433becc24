create or replace view outlier.unknown_messages as
select
  q.id,
  outlier.queue_name(q.is_second) as queue,
  q.batch_id,
  q.broadcast_id,
  q.campaign_id,
  q.recipient_phone_number,
  q.message,
  q.claimed_at,
  q.claimed_by,
  q.last_error
from outlier.queued_messages as q
where q.state = 'unknown';
comment on view outlier.unknown_messages is
  'Messages that the executor handed to Missive without getting an answer. They are not sent again. Call '
  'settle_unknown_message() to say what happened to one.';
