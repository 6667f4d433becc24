create or replace view outlier.batch_funnel as
select
  b.id,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure in ('chosen', 'given_up', 'left_out')), 0)::bigint
    as people,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure = 'left_out'), 0)::bigint as left_out,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure in ('chosen', 'given_up')), 0)::bigint as chosen,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure = 'given_up'), 0)::bigint as given_up,
  coalesce(
    pg_catalog.sum(t.amount) filter (where t.measure in ('first_delivered', 'first_failed', 'first_unknown')), 0
  )::bigint as first_sent,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure = 'first_delivered'), 0)::bigint as first_delivered,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure = 'first_failed'), 0)::bigint as first_failed,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure = 'first_unknown'), 0)::bigint as first_unknown,
  coalesce(
    pg_catalog.sum(t.amount) filter (where t.measure in ('second_delivered', 'second_failed', 'second_unknown')), 0
  )::bigint as second_sent,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure = 'second_delivered'), 0)::bigint as second_delivered,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure = 'second_failed'), 0)::bigint as second_failed,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure = 'second_unknown'), 0)::bigint as second_unknown,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure = 'replies'), 0)::bigint as replies,
  coalesce(pg_catalog.sum(t.amount) filter (where t.measure = 'opt_outs'), 0)::bigint as opt_outs
from outlier.batches as b
left join outlier.tallies as t on t.batch_id = b.id
group by b.id;
comment on view outlier.batch_funnel is
  'Results of each batch by step, in people. people = chosen + left_out. first_sent = first_delivered + first_failed '
  '+ first_unknown, and the same for follow-ups. given_up counts chosen people who got nothing because the batch was '
  'cancelled or Missive refused the message. replies and opt_outs count incoming messages.';
