create or replace view outlier.segment_stats as
select
  s.id,
  s.name,
  coalesce(pg_catalog.sum(sums.people), 0)::bigint as people,
  coalesce(pg_catalog.sum(sums.left_out), 0)::bigint as left_out,
  coalesce(pg_catalog.sum(sums.first_sent), 0)::bigint as first_sent,
  coalesce(pg_catalog.sum(sums.second_sent), 0)::bigint as second_sent,
  coalesce(pg_catalog.sum(sums.delivered), 0)::bigint as delivered,
  coalesce(pg_catalog.sum(sums.failed), 0)::bigint as failed,
  coalesce(pg_catalog.sum(sums.unknown), 0)::bigint as unknown,
  coalesce(pg_catalog.sum(sums.replies), 0)::bigint as replies,
  coalesce(pg_catalog.sum(sums.opt_outs), 0)::bigint as opt_outs
from outlier.audience_segments as s
left join outlier.batch_segment_sums as sums on sums.segment_id = s.id
group by s.id, s.name;
comment on view outlier.segment_stats is
  'Results of each segment over all broadcasts. people counts all people of the segment, chosen or left out.';
