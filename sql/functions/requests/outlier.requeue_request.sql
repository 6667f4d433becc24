create or replace function outlier.requeue_request(
  p_request_id bigint,
  p_due_at timestamptz default null,
  p_status integer default null,
  p_error text default null
)
returns void
language sql
volatile
set search_path = ''
as $$
  update outlier.requests as r
  set
    state = 'waiting',
    claim_id = null,
    claimed_by = null,
    claimed_at = null,
    lease_until = null,
    due_at = coalesce(p_due_at, r.due_at),
    failures = least(r.failures + case when p_error is null then 0 else 1 end, 1000),
    last_status = coalesce(p_status, r.last_status),
    last_error = coalesce(p_error, r.last_error)
  where r.id = p_request_id;
$$;
comment on function outlier.requeue_request(bigint, timestamptz, integer, text) is
  'Sets a request back to waiting. With p_error, counts a failure.';
