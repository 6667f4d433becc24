create or replace view outlier.reconciliation_progress as
select
  r.id,
  r.state,
  r.since,
  r.pages,
  r.listed,
  r.matched,
  r.changed,
  r.read_singly,
  (
    select pg_catalog.count(*)
    from outlier.requests as waiting
    where waiting.kind in ('read_message', 'read_person')
      and (waiting.payload ->> 'reconciliation')::bigint = r.id
  ) as left_to_read,
  r.started_at,
  r.updated_at,
  r.finished_at,
  r.error
from outlier.reconciliations as r;
comment on view outlier.reconciliation_progress is
  'Progress of each reconciliation: pages of Twilio''s log, messages on them, our own messages among them, and rows '
  'that got a new status.';
