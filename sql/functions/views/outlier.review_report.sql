create or replace view outlier.review_report as
select
  outlier.normalize_message_text(r.message) as words,
  pg_catalog.min(r.decision) as decision,
  pg_catalog.count(*) as decisions,
  pg_catalog.max(r.decided_at) as last_decided_at
from outlier.consent_reviews as r
where r.decision is not null
  and r.decided_by <> 'the deadline'
group by outlier.normalize_message_text(r.message)
having pg_catalog.count(*) > 3
  and pg_catalog.min(r.decision) = pg_catalog.max(r.decision);
comment on view outlier.review_report is
  'Messages that people decided in the same way more than three times: candidates for outlier.consent_patterns. A '
  'decision alone changes no pattern.';
