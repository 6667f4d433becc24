create or replace view outlier.broadcast_progress as
select
  p.id,
  p.state,
  p.run_at,
  p.people,
  p.left_out,
  p.first_sent,
  p.second_sent,
  p.delivered,
  p.failed,
  p.replies,
  p.opt_outs,
  p.first_waiting + p.first_sending + p.first_unknown as first_waiting,
  p.second_waiting,
  p.first_unknown + p.second_unknown as unknown,
  p.dead_letters,
  p.expected_end,
  p.finished_at,
  p.priority,
  p.exempt_reason,
  p.waiting_for_contact_hours,
  p.parts,
  p.cost
from outlier.batch_progress as p
where p.kind = 'broadcast'
  and p.state <> 'scheduled';
comment on view outlier.broadcast_progress is
  'State and expected end of each broadcast that has started. For first messages: people = first_sent + first_waiting '
  '+ left_out. first_waiting includes messages that are being sent and messages with an unknown outcome.';
