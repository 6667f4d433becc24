-- Bounds for every column that an administrator writes. A value that no function can work with (an infinite time, a lease of
-- 300,000 years, a null among labels) is refused to the person who writes it. Without these bounds one row stops everybody's claims.
alter table outlier.settings
  drop constraint broadcast_gap_is_not_negative,
  add constraint broadcast_gap_is_at_most_a_week check (broadcast_gap between interval '0' and interval '7 days'),
  drop constraint send_now_margin_is_not_negative,
  add constraint send_now_margin_is_at_most_a_week check (send_now_margin between interval '0' and interval '7 days'),
  drop constraint lease_is_ten_seconds_or_more,
  add constraint lease_is_ten_seconds_to_an_hour check (lease between interval '10 seconds' and interval '1 hour'),
  drop constraint refusal_wait_is_not_negative,
  add constraint refusal_wait_is_at_most_a_day check (refusal_wait between interval '0' and interval '1 day'),
  drop constraint max_failures_is_positive,
  add constraint max_failures_is_1_to_100 check (max_failures between 1 and 100),
  drop constraint rate_limit_wait_is_positive,
  add constraint rate_limit_wait_is_a_millisecond_to_a_day check (rate_limit_wait between interval '1 millisecond' and interval '1 day'),
  drop constraint reply_window_is_positive,
  add constraint reply_window_is_a_second_to_90_days check (reply_window between interval '1 second' and interval '90 days'),
  drop constraint segment_cost_limit_is_positive,
  add constraint segment_cost_limit_is_1_to_a_trillion check (segment_cost_limit between 1 and 1e12),
  drop constraint link_wait_is_not_negative,
  add constraint link_wait_is_at_most_an_hour check (link_wait between interval '0' and interval '1 hour'),
  drop constraint event_retention_is_a_day_or_more,
  add constraint event_retention_is_a_day_to_ten_years check (event_retention between interval '1 day' and interval '10 years'),
  drop constraint event_attempts_is_positive,
  add constraint event_attempts_is_1_to_100 check (event_attempts between 1 and 100),
  drop constraint ask_twilio_after_is_not_negative,
  add constraint ask_twilio_after_is_at_most_a_day check (ask_twilio_after between interval '0' and interval '1 day'),
  drop constraint twilio_match_window_is_positive,
  add constraint twilio_match_window_is_a_minute_to_a_week
    check (twilio_match_window between interval '1 minute' and interval '7 days'),
  drop constraint single_reads_limit_is_not_negative,
  add constraint single_reads_limit_is_0_to_10000 check (single_reads_limit between 0 and 10000);

alter table outlier.lookup_templates
  add constraint a_template_has_at_most_8000_characters check (char_length(content) <= 8000);

alter table outlier.quotas
  drop constraint max_concurrent_is_positive,
  add constraint max_concurrent_is_1_to_10000 check (max_concurrent between 1 and 10000),
  add constraint held_until_is_a_time_of_this_century
    check (held_until between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  add constraint hold_reason_has_at_most_500_characters check (char_length(hold_reason) <= 500);

alter table outlier.quota_limits
  drop constraint per_is_positive,
  add constraint per_is_a_second_to_31_days check (per between interval '1 second' and interval '31 days'),
  drop constraint calls_is_positive,
  add constraint calls_is_1_to_a_million check (calls between 1 and 1000000);

-- Calls that end at one moment were one row, so that two transactions waited for each other on it. Now each adds a row of its own.
alter table outlier.quota_uses
  drop constraint quota_uses_pkey,
  add column id bigint primary key generated always as identity,
  add constraint calls_is_positive check (calls > 0),
  add constraint until_is_a_time_of_this_century
    check (until between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00');
create index quota_uses_quota_idx on outlier.quota_uses (quota, until);

alter table outlier.audience_segments
  add constraint a_segment_name_has_at_most_200_characters check (char_length(name) <= 200),
  add constraint a_segment_query_has_at_most_100000_characters check (char_length(query) <= 100000);

alter table outlier.broadcasts
  drop constraint original_first_message_is_not_blank,
  add constraint original_first_message_has_1_to_1600_characters
    check (char_length(original_first_message) <= 1600 and original_first_message ~ '\S'),
  drop constraint original_second_message_is_not_blank,
  add constraint original_second_message_has_1_to_1600_characters
    check (char_length(original_second_message) <= 1600 and original_second_message ~ '\S'),
  drop constraint no_users_is_positive,
  add constraint no_users_is_1_to_10_million check (no_users between 1 and 10000000),
  add constraint run_at_is_a_time_of_this_century
    check (run_at between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  add constraint scheduled_after_is_a_time_of_this_century
    check (scheduled_after between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  add constraint made_at_is_a_time_of_this_century
    check (made_at between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  add constraint finished_at_is_a_time_of_this_century
    check (finished_at between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  add constraint links_settle_by_is_a_time_of_this_century
    check (links_settle_by between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00');

alter table outlier.broadcast_settings
  add constraint effective_from_is_a_time_of_this_century
    check (effective_from between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00');

alter table outlier.campaigns
  add constraint original_first_message_has_1_to_1600_characters
    check (char_length(original_first_message) <= 1600 and original_first_message ~ '\S'),
  add constraint original_second_message_has_1_to_1600_characters
    check (char_length(original_second_message) <= 1600 and original_second_message ~ '\S'),
  add constraint run_at_is_a_time_of_this_century
    check (run_at between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  add constraint started_at_is_a_time_of_this_century
    check (started_at between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  add constraint finished_at_is_a_time_of_this_century
    check (finished_at between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  add constraint links_settle_by_is_a_time_of_this_century
    check (links_settle_by between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  add constraint label_ids_has_no_null check (array_position(label_ids, null) is null),
  add constraint label_ids_has_at_most_50_labels check (cardinality(label_ids) <= 50),
  add constraint a_title_has_at_most_500_characters check (char_length(title) <= 500),
  add constraint a_label_name_has_at_most_100_characters check (char_length(label_name) <= 100);

alter table outlier.queued_messages
  drop constraint failures_is_not_negative,
  add constraint failures_is_0_to_1000 check (failures between 0 and 1000),
  add constraint due_at_is_a_time_of_this_century
    check (due_at >= timestamptz '2000-01-01 00:00+00' and due_at < timestamptz '2100-01-01 00:00+00'),
  add constraint claimed_at_is_a_time_of_this_century
    check (claimed_at >= timestamptz '2000-01-01 00:00+00' and claimed_at < timestamptz '2100-01-01 00:00+00'),
  add constraint lease_until_is_a_time_of_this_century
    check (lease_until >= timestamptz '2000-01-01 00:00+00' and lease_until < timestamptz '2100-01-01 00:00+00');

alter table outlier.requests
  drop constraint failures_is_not_negative,
  add constraint failures_is_0_to_1000 check (failures between 0 and 1000),
  -- Requests that are due at once have the time 0.
  add constraint due_at_is_before_the_year_2100 check (due_at >= timestamptz 'epoch' and due_at < timestamptz '2100-01-01 00:00+00'),
  add constraint lease_until_is_before_the_year_2100
    check (lease_until >= timestamptz 'epoch' and lease_until < timestamptz '2100-01-01 00:00+00'),
  add column claimed_at timestamptz,
  drop constraint a_request_is_claimed_while_working,
  add constraint a_request_is_claimed_while_working
    check (num_nonnulls(claim_id, claimed_by, claimed_at, lease_until) = case state when 'working' then 4 else 0 end);
comment on column outlier.requests.claimed_at is
  'When an executor took the request. What the answer says was true then; what a webhook has told since is newer.';

alter table outlier.message_reads
  add constraint due_at_is_before_the_year_2100 check (due_at >= timestamptz 'epoch' and due_at < timestamptz '2100-01-01 00:00+00');

alter table outlier.errors
  add constraint attempts_is_0_to_1000 check (attempts between 0 and 1000),
  add constraint next_attempt_at_is_before_the_year_2100
    check (next_attempt_at >= timestamptz 'epoch' and next_attempt_at < timestamptz '2100-01-01 00:00+00');

alter table outlier.reconciliations
  add constraint since_is_a_time_of_this_century
    check (since between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00');

-- Webhooks tell a conversation's labels, and so do Missive's answers. The one that is newer counts.
alter table outlier.conversations add column labels_at timestamptz;
comment on column outlier.conversations.labels_at is
  'The moment as of which the labels of this conversation are known. An answer of Missive''s to an earlier question changes nothing.';

-- An opt-out is acted on before the rest of its webhook. If the executor dies in between, the event is found by its state.
create index invoke_history_stored_idx on outlier.invoke_history (received_at) where state = 'stored';

-- Requests are recorded one at a time, each in a transaction of its own.
drop function if exists api.record_requests(jsonb, timestamptz);
drop function if exists outlier.json_or_null(text);
drop function if exists outlier.event_json(text);
drop function if exists outlier.settle_from_outgoing(text, timestamptz);
drop function if exists outlier.expire_requests(timestamptz);
drop function if exists outlier.sync_conversation_labels(uuid, jsonb, timestamptz);
drop function if exists outlier.checks_left(outlier.campaigns);
-- Returns which results counted.
drop function if exists api.record_messages(text, jsonb, timestamptz);
drop function if exists outlier.needs_check(outlier.queued_messages, timestamptz);
drop function if exists outlier.request_links(text[], timestamptz);
-- Both return the id of an event whose rest is still to be acted on.
drop function if exists api.receive_user_action(text, boolean, timestamptz);
drop function if exists outlier.receive_event(text, text, boolean, timestamptz);
-- Tells one thing more, and so do the views that read it.
drop view if exists outlier.problems;
drop view if exists outlier.job_status;
drop function if exists outlier.read_jobs();
