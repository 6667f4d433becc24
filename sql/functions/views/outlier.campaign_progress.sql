create or replace view outlier.campaign_progress as
select
  p.id, p.title, p.state, p.run_at, p.people, p.left_out, p.first_waiting, p.first_sending, p.first_unknown,
  p.first_sent, p.second_waiting, p.second_sent, p.delivered, p.failed, p.replies, p.opt_outs, p.dead_letters,
  p.expected_end, p.started_at, p.finished_at, p.error, p.priority, p.exempt_reason, p.waiting_for_contact_hours,
  p.parts, p.cost
from outlier.batch_progress as p
where p.kind = 'campaign';
comment on view outlier.campaign_progress is
  'State of each campaign. For first messages: people = first_sent + first_waiting + first_sending + first_unknown + '
  'left_out.';
