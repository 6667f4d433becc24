create or replace function api.decide_review(
  p_review_id bigint,
  p_request jsonb,
  p_now timestamptz default now()
)
returns jsonb
language sql
volatile
security definer
set search_path = ''
as $$
  select outlier.review_json(
    outlier.decide_review(
      p_review_id,
      outlier.request_text(p_request, 'decision', 20),
      outlier.actor_name(),
      null,
      p_now
    )
  );
$$;
comment on function api.decide_review(bigint, jsonb, timestamptz) is
  'Records the decision of a review: {decision: "opt_out" or "keep"}. OT009: there is no such review. OT010: there is '
  'no such decision, or another decision was made already.';
grant execute on function api.decide_review(bigint, jsonb, timestamptz) to outlier_executor;
