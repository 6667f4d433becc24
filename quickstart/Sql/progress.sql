select
  b.state,
  b.made_at is not null as made,
  (60 - extract(second from clock_timestamp()))::integer as next_minute_in,
  coalesce(p.people, 0)::integer as people,
  coalesce(p.left_out, 0)::integer as left_out,
  coalesce(p.first_waiting, 0)::integer as first_waiting,
  coalesce(p.first_sent, 0)::integer as first_sent,
  coalesce(p.second_waiting, 0)::integer as second_waiting,
  coalesce(p.second_sent, 0)::integer as second_sent,
  coalesce(p.delivered, 0)::integer as delivered,
  coalesce(p.failed, 0)::integer as failed,
  coalesce(p.replies, 0)::integer as replies,
  coalesce(p.opt_outs, 0)::integer as opt_outs,
  (select count(*) from outlier.recipients as r where r.broadcast_id = b.id and r.follow_up_reason is not null)::integer as called_off
from outlier.broadcasts as b
left join outlier.broadcast_progress as p on p.id = b.id
where b.id = $1;
