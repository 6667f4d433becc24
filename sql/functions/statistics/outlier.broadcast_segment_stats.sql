create or replace view outlier.broadcast_segment_stats as
select
  sums.batch_id as broadcast_id,
  sums.segment_id,
  s.name as segment,
  sums.people,
  sums.left_out,
  sums.first_sent,
  sums.second_sent,
  sums.delivered,
  sums.failed,
  sums.unknown,
  sums.replies,
  sums.opt_outs
from outlier.batch_segment_sums as sums
inner join outlier.broadcasts as b on b.id = sums.batch_id
left join outlier.audience_segments as s on s.id = sums.segment_id;
comment on view outlier.broadcast_segment_stats is
  'Results of each segment in each broadcast. people counts all people of the segment, chosen or left out. A row '
  'without a segment counts people who were queued by hand, or a segment that was deleted.';
