create or replace view outlier.unknown_messages as
select
  q.id,
  outlier.queue_of(q.is_second) as queue,
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
  'Messages that were handed to Missive and whose answer never came. They are not sent again: '
  'settle_unknown_message() says what became of one.';
