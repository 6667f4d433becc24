create or replace view outlier.batch_stats as
select
  b.id,
  b.kind,
  b.title,
  b.state,
  b.run_at,
  sums.people,
  sums.left_out,
  sums.first_sent,
  sums.second_sent,
  sums.delivered,
  sums.failed,
  sums.unknown,
  sums.replies,
  sums.opt_outs
from outlier.batches as b
cross join lateral (
  select
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
  where t.batch_id = b.id
) as sums;
comment on view outlier.batch_stats is
  'Results of each batch. people counts all people of the batch, chosen or left out. first_sent + second_sent = '
  'delivered + failed + unknown.';
