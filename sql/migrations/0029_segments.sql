-- A segment's query is resolved into a view, judged, and read through a cursor.
drop function if exists outlier.run_segment(text, text, bigint, text[]);
drop function if exists outlier.explain_segment(text);
drop function if exists outlier.yields_authors(jsonb);

-- Reports need neither what undoes the hashes of erased people, nor tokens, nor what people wrote as it came.
revoke select on outlier.settings, outlier.invoke_history, outlier.errors, outlier.requests, outlier.erased_people, outlier.api_tokens
  from outlier_reader;
grant select (
  is_only_row, organization_id, sending_phone_number, reply_label_id, archive_label_id, campaign_parent_label_id,
  csv_campaigns_label_id, time_zone, catch_up_window, broadcast_gap, send_now_margin, lease, refusal_wait,
  max_failures, rate_limit_wait, reply_window, segment_cost_limit, sending_stopped, updated_at, link_wait,
  event_retention, event_attempts, reconciliation_window, ask_twilio_after, twilio_match_window, single_reads_limit,
  trace_seed, refusals_in_a_row, clock_margin
) on outlier.settings to outlier_reader;
grant select (
  id, received_at, digest, rule_type, state
) on outlier.invoke_history to outlier_reader;
grant select (
  id, occurred_at, invoke_history_id, rule_type, sqlstate, message, attempts, next_attempt_at, resolved_at
) on outlier.errors to outlier_reader;
grant select (
  id, kind, subject, state, due_at, failures, last_status, last_error, claim_id, claimed_by, lease_until, created_at,
  claimed_at
) on outlier.requests to outlier_reader;
