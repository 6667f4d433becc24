begin;
select plan(16);
select is(
  outlier.judge_answer(status, written),
  verdict,
  format(
    '%s, %s: %s', coalesce(status::text, 'no answer'), case when written then 'written' else 'not written' end, verdict
  )
)
from (values
  (200, true, 'accepted'), (201, true, 'accepted'), (204, true, 'accepted'),
  (301, true, 'refused'),
  (400, true, 'refused'),
  (401, true, 'token_refused'),
  (403, true, 'refused'),
  (404, true, 'refused'),
  (413, true, 'refused'),
  (422, true, 'refused'),
  (429, true, 'rate_limited'),
  (500, true, 'refused'),
  (502, true, 'refused'),
  (503, true, 'refused'),
  (null, true, 'unknown'), (null, false, 'refused')
) as answers (status, written, verdict);
select * from finish();
rollback;
