create or replace view outlier.broadcast_stats as
select
  s.id, s.state, s.run_at, s.people, s.left_out, s.first_sent, s.second_sent, s.delivered, s.failed, s.unknown,
  s.replies, s.opt_outs
from outlier.batch_stats as s
where s.kind = 'broadcast'
  and s.state <> 'scheduled';
comment on view outlier.broadcast_stats is 'Results of each broadcast that has started, as in batch_stats.';
