create or replace view outlier.campaign_stats as
select
  s.id, s.title, s.state, s.run_at, s.people, s.left_out, s.first_sent, s.second_sent, s.delivered, s.failed, s.unknown,
  s.replies, s.opt_outs
from outlier.batch_stats as s
where s.kind = 'campaign';
comment on view outlier.campaign_stats is 'Results of each campaign, as in batch_stats.';
