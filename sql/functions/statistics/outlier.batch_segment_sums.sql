create or replace view outlier.batch_segment_sums as
select
  t.batch_id,
  t.audience_segment_id as segment_id,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure in ('chosen', 'given_up', 'left_out')), 0)::bigint
    as people,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure in ('left_out', 'given_up')), 0)::bigint as left_out,
  coalesce(
    pg_catalog.sum(t.amount) filter (where t.measure in ('first_delivered', 'first_failed', 'first_unknown')), 0
  )::bigint as first_sent,
  coalesce(
    pg_catalog.sum(t.amount) filter (where t.measure in ('second_delivered', 'second_failed', 'second_unknown')), 0
  )::bigint as second_sent,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure in ('first_delivered', 'second_delivered')), 0)::bigint
    as delivered,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure in ('first_failed', 'second_failed')), 0)::bigint
    as failed,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure in ('first_unknown', 'second_unknown')), 0)::bigint
    as unknown,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure = 'replies'), 0)::bigint as replies,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure = 'opt_outs'), 0)::bigint as opt_outs
from outlier.tallies as t
group by t.batch_id, t.audience_segment_id;
comment on view outlier.batch_segment_sums is
  'Results of each segment in each batch. A row without a segment counts the people of a campaign, and people who '
  'were queued by hand.';
