-- The schema of a new database, without functions and comments: tables, views, types, indexes and triggers. pg_dump wrote it.
-- This file is for readers only: nothing runs it, and a test fails if it is out of date. The code that runs is in migrations/
-- and functions/.

CREATE SCHEMA api;

CREATE SCHEMA outlier;

CREATE TYPE outlier.expectation AS (
	people bigint,
	parts bigint,
	cost numeric,
	starts_at timestamp with time zone,
	ends_at timestamp with time zone,
	reason text
);

CREATE TYPE outlier.logged_message AS (
	sid text,
	recipient text,
	text text,
	status text,
	error_code integer,
	made_at timestamp with time zone,
	sent_at timestamp with time zone
);

CREATE TYPE outlier.message_result AS (
	id bigint,
	outcome text,
	status integer,
	missive_id uuid,
	conversation_id uuid,
	retry_after integer,
	body text
);

CREATE DOMAIN outlier.time_zone AS text
	CONSTRAINT "time_zone_is_an_IANA_name_such_as_America/Detroit" CHECK (((VALUE ~ '/'::text) OR (VALUE = 'UTC'::text)))
	CONSTRAINT time_zone_is_known CHECK (((VALUE IS NULL) OR (('1970-01-01 00:00:00+00'::timestamp with time zone AT TIME ZONE VALUE) IS NOT NULL)));

CREATE TABLE outlier.requests (
    id bigint NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    payload jsonb NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    last_status integer,
    last_error text,
    claim_id bigint,
    claimed_by text,
    lease_until timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    claimed_at timestamp with time zone,
    CONSTRAINT a_request_is_claimed_while_working CHECK ((num_nonnulls(claim_id, claimed_by, claimed_at, lease_until) =
CASE state
    WHEN 'working'::text THEN 4
    ELSE 0
END)),
    CONSTRAINT due_at_is_before_the_year_2100 CHECK (((due_at >= '1970-01-01 00:00:00+00'::timestamp with time zone) AND (due_at < '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT failures_is_0_to_1000 CHECK (((failures >= 0) AND (failures <= 1000))),
    CONSTRAINT lease_until_is_before_the_year_2100 CHECK (((lease_until >= '1970-01-01 00:00:00+00'::timestamp with time zone) AND (lease_until < '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT request_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'working'::text])))
);

CREATE TABLE outlier.invoke_history (
    id bigint NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    digest bytea NOT NULL,
    rule_type text,
    body text NOT NULL,
    state text DEFAULT 'stored'::text NOT NULL,
    mentions text[],
    CONSTRAINT invoke_history_state_is_known CHECK ((state = ANY (ARRAY['stored'::text, 'done'::text, 'ignored'::text, 'repeat'::text, 'failed'::text, 'erased'::text])))
)
PARTITION BY RANGE (received_at);

CREATE TABLE outlier.batches (
    id bigint NOT NULL,
    kind text NOT NULL,
    state text DEFAULT 'scheduled'::text NOT NULL,
    title text,
    first_message text,
    second_message text,
    original_first_message text,
    original_second_message text,
    delay integer DEFAULT 600 NOT NULL,
    run_at timestamp with time zone,
    priority text DEFAULT 'normal'::text NOT NULL,
    send_within interval DEFAULT '48:00:00'::interval NOT NULL,
    exempt_reason text,
    written_by text[] DEFAULT '{}'::text[] NOT NULL,
    approval_id bigint,
    label_name text,
    label_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    links_settle_by timestamp with time zone,
    recipient_count integer,
    error text,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    no_users integer DEFAULT 1000 NOT NULL,
    editable boolean DEFAULT true NOT NULL,
    scheduled_after timestamp with time zone DEFAULT now() NOT NULL,
    segments jsonb,
    has_file boolean DEFAULT false NOT NULL,
    is_personalized boolean DEFAULT false NOT NULL,
    processed boolean DEFAULT false NOT NULL,
    broadcast_id bigint GENERATED ALWAYS AS (
CASE
    WHEN (kind = 'broadcast'::text) THEN id
    ELSE NULL::bigint
END) STORED,
    campaign_id bigint GENERATED ALWAYS AS (
CASE
    WHEN (kind = 'campaign'::text) THEN id
    ELSE NULL::bigint
END) STORED,
    held_at timestamp with time zone,
    repeats_batch_id bigint,
    inherited_exclusion jsonb,
    CONSTRAINT a_broadcast_has_started_once_it_leaves_scheduled CHECK (((kind = 'campaign'::text) OR ((state = 'scheduled'::text) = (started_at IS NULL)))),
    CONSTRAINT a_label_name_has_at_most_100_characters CHECK ((char_length(label_name) <= 100)),
    CONSTRAINT a_personalized_campaign_has_no_follow_up CHECK (((second_message IS NULL) OR (NOT is_personalized))),
    CONSTRAINT a_title_has_at_most_500_characters CHECK ((char_length(title) <= 500)),
    CONSTRAINT a_title_is_not_blank CHECK ((title ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text)),
    CONSTRAINT an_inherited_exclusion_is_an_object CHECK ((jsonb_typeof(inherited_exclusion) = 'object'::text)),
    CONSTRAINT batch_kind_is_known CHECK ((kind = ANY (ARRAY['broadcast'::text, 'campaign'::text]))),
    CONSTRAINT batch_state_is_known CHECK ((state = ANY (ARRAY['scheduled'::text, 'sending'::text, 'paused'::text, 'done'::text, 'cancelled'::text, 'missed'::text]))),
    CONSTRAINT delay_is_1_second_to_30_days CHECK (((delay >= 1) AND (delay <= 2592000))),
    CONSTRAINT exempt_reason_has_at_most_500_characters CHECK ((char_length(exempt_reason) <= 500)),
    CONSTRAINT exempt_reason_is_not_blank CHECK ((exempt_reason ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text)),
    CONSTRAINT finished_at_is_a_time_of_this_century CHECK (((finished_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (finished_at <= '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT first_message_has_1_to_1600_characters CHECK ((char_length(first_message) <= 1600)),
    CONSTRAINT first_message_is_not_blank CHECK ((first_message ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text)),
    CONSTRAINT held_at_is_a_time_of_this_century CHECK (((held_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (held_at <= '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT label_ids_has_at_most_50_labels CHECK ((cardinality(label_ids) <= 50)),
    CONSTRAINT label_ids_has_no_null CHECK ((array_position(label_ids, NULL::uuid) IS NULL)),
    CONSTRAINT label_name_has_no_slash CHECK ((label_name !~ '/'::text)),
    CONSTRAINT label_name_is_not_blank CHECK ((label_name ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text)),
    CONSTRAINT links_settle_by_is_a_time_of_this_century CHECK (((links_settle_by >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (links_settle_by <= '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT no_users_is_1_to_10_million CHECK (((no_users >= 1) AND (no_users <= 10000000))),
    CONSTRAINT only_a_broadcast_is_held CHECK (((held_at IS NULL) OR (kind = 'broadcast'::text))),
    CONSTRAINT only_a_campaign_names_its_people CHECK (((kind = 'campaign'::text) OR ((segments IS NULL) AND (NOT has_file) AND (NOT is_personalized)))),
    CONSTRAINT only_a_personalized_campaign_has_no_text CHECK (((first_message IS NOT NULL) OR is_personalized)),
    CONSTRAINT only_an_upcoming_broadcast_has_no_run_at CHECK (((run_at IS NOT NULL) OR ((kind = 'broadcast'::text) AND (state = 'scheduled'::text)))),
    CONSTRAINT only_the_upcoming_broadcast_is_editable CHECK (((kind = 'campaign'::text) OR (state = 'scheduled'::text) OR (NOT editable))),
    CONSTRAINT original_first_message_has_1_to_1600_characters CHECK ((char_length(original_first_message) <= 1600)),
    CONSTRAINT original_first_message_is_not_blank CHECK ((original_first_message ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text)),
    CONSTRAINT original_second_message_has_1_to_1600_characters CHECK ((char_length(original_second_message) <= 1600)),
    CONSTRAINT original_second_message_is_not_blank CHECK ((original_second_message ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text)),
    CONSTRAINT "priority_is_urgent,_normal_or_bulk" CHECK ((priority = ANY (ARRAY['urgent'::text, 'normal'::text, 'bulk'::text]))),
    CONSTRAINT processed_once_it_leaves_scheduled CHECK ((processed = (state <> 'scheduled'::text))),
    CONSTRAINT recipient_count_is_not_negative CHECK ((recipient_count >= 0)),
    CONSTRAINT recipients_come_from_segments_or_a_file CHECK (((segments IS NULL) OR (NOT has_file))),
    CONSTRAINT run_at_is_a_time_of_this_century CHECK (((run_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (run_at <= '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT scheduled_after_is_a_time_of_this_century CHECK (((scheduled_after >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (scheduled_after <= '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT second_message_has_1_to_1600_characters CHECK ((char_length(second_message) <= 1600)),
    CONSTRAINT second_message_is_not_blank CHECK ((second_message ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text)),
    CONSTRAINT send_within_is_1_minute_to_31_days CHECK (((send_within >= '00:01:00'::interval) AND (send_within <= '31 days'::interval))),
    CONSTRAINT started_at_is_a_time_of_this_century CHECK (((started_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (started_at <= '2100-01-01 00:00:00+00'::timestamp with time zone)))
);

CREATE TABLE outlier.audit_log (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    address text,
    action text NOT NULL,
    kind text NOT NULL,
    object_id text NOT NULL,
    batch_id bigint,
    before jsonb,
    after jsonb
);

CREATE VIEW outlier.broadcasts AS
 SELECT b.id,
    b.kind,
    b.state,
    b.first_message,
    b.second_message,
    b.original_first_message,
    b.original_second_message,
    b.delay,
    b.no_users,
    b.run_at,
    b.priority,
    b.send_within,
    b.exempt_reason,
    b.written_by,
    b.editable,
    b.scheduled_after,
    b.label_name,
    b.label_ids,
    b.links_settle_by,
    b.recipient_count,
    b.error,
    b.started_at AS made_at,
    b.finished_at,
    b.created_at,
    b.updated_at
   FROM outlier.batches b
  WHERE (b.kind = 'broadcast'::text)
  WITH LOCAL CHECK OPTION;

CREATE VIEW outlier.campaigns AS
 SELECT b.id,
    b.kind,
    b.state,
    b.title,
    b.first_message,
    b.second_message,
    b.original_first_message,
    b.original_second_message,
    b.segments,
    b.delay,
    b.run_at,
    b.priority,
    b.send_within,
    b.exempt_reason,
    b.written_by,
    b.processed,
    b.recipient_count,
    b.label_name,
    b.label_ids,
    b.is_personalized,
    b.has_file,
    b.links_settle_by,
    b.error,
    b.started_at,
    b.finished_at,
    b.created_at,
    b.updated_at
   FROM outlier.batches b
  WHERE (b.kind = 'campaign'::text)
  WITH LOCAL CHECK OPTION;

CREATE TABLE outlier.settings (
    is_only_row boolean DEFAULT true NOT NULL,
    organization_id uuid,
    sending_phone_number text,
    reply_label_id uuid,
    archive_label_id uuid,
    campaign_parent_label_id uuid,
    csv_campaigns_label_id uuid,
    time_zone text DEFAULT 'America/Detroit'::text NOT NULL,
    catch_up_window interval DEFAULT '00:15:00'::interval NOT NULL,
    broadcast_gap interval DEFAULT '02:00:00'::interval NOT NULL,
    send_now_margin interval DEFAULT '01:30:00'::interval NOT NULL,
    lease interval DEFAULT '00:03:00'::interval NOT NULL,
    refusal_wait interval DEFAULT '00:03:00'::interval NOT NULL,
    max_failures integer DEFAULT 3 NOT NULL,
    rate_limit_wait interval DEFAULT '00:01:00'::interval NOT NULL,
    reply_window interval DEFAULT '36:00:00'::interval NOT NULL,
    segment_cost_limit double precision DEFAULT '10000000'::numeric NOT NULL,
    sending_stopped boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    link_wait interval DEFAULT '00:01:00'::interval NOT NULL,
    event_retention interval DEFAULT '90 days'::interval NOT NULL,
    event_attempts integer DEFAULT 6 NOT NULL,
    reconciliation_window interval DEFAULT '7 days'::interval NOT NULL,
    ask_twilio_after interval DEFAULT '00:02:00'::interval NOT NULL,
    twilio_match_window interval DEFAULT '06:00:00'::interval NOT NULL,
    single_reads_limit integer DEFAULT 200 NOT NULL,
    erasure_salt bytea DEFAULT sha256((uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))) NOT NULL,
    trace_seed uuid DEFAULT gen_random_uuid() NOT NULL,
    refusals_in_a_row integer DEFAULT 5 NOT NULL,
    clock_margin interval DEFAULT '00:01:00'::interval NOT NULL,
    twilio_answers_keywords boolean DEFAULT true NOT NULL,
    max_texts_per_day integer DEFAULT 3,
    max_batches_per_week integer,
    urgent_reserve integer DEFAULT 10 NOT NULL,
    approval_threshold integer,
    approval_drift integer DEFAULT 20 NOT NULL,
    test_numbers text[] DEFAULT '{}'::text[] NOT NULL,
    price_per_part numeric(12,6),
    pause_at_failure_percent numeric(5,2) DEFAULT 25,
    pause_at_opt_out_percent numeric(5,2) DEFAULT 5,
    installation text,
    read_lag_limit interval DEFAULT '00:00:10'::interval NOT NULL,
    CONSTRAINT approval_drift_is_0_to_1000_percent CHECK (((approval_drift >= 0) AND (approval_drift <= 1000))),
    CONSTRAINT approval_threshold_is_0_to_10_million CHECK (((approval_threshold >= 0) AND (approval_threshold <= 10000000))),
    CONSTRAINT ask_twilio_after_is_at_most_a_day CHECK (((ask_twilio_after >= '00:00:00'::interval) AND (ask_twilio_after <= '1 day'::interval))),
    CONSTRAINT broadcast_gap_is_at_most_a_week CHECK (((broadcast_gap >= '00:00:00'::interval) AND (broadcast_gap <= '7 days'::interval))),
    CONSTRAINT catch_up_window_is_a_minute_to_a_day CHECK (((catch_up_window >= '00:01:00'::interval) AND (catch_up_window <= '1 day'::interval))),
    CONSTRAINT clock_margin_is_0_seconds_to_1_hour CHECK (((clock_margin >= '00:00:00'::interval) AND (clock_margin <= '01:00:00'::interval))),
    CONSTRAINT erasure_salt_has_32_bytes CHECK ((octet_length(erasure_salt) = 32)),
    CONSTRAINT event_attempts_is_1_to_100 CHECK (((event_attempts >= 1) AND (event_attempts <= 100))),
    CONSTRAINT event_retention_is_a_day_to_ten_years CHECK (((event_retention >= '1 day'::interval) AND (event_retention <= '10 years'::interval))),
    CONSTRAINT installation_has_at_most_100_characters CHECK ((char_length(installation) <= 100)),
    CONSTRAINT installation_is_given CHECK ((installation ~ '[^[:space:]]'::text)),
    CONSTRAINT lease_is_one_minute_to_one_hour CHECK (((lease >= '00:01:00'::interval) AND (lease <= '01:00:00'::interval))),
    CONSTRAINT link_wait_is_at_most_an_hour CHECK (((link_wait >= '00:00:00'::interval) AND (link_wait <= '01:00:00'::interval))),
    CONSTRAINT max_batches_per_week_is_1_to_1000 CHECK (((max_batches_per_week >= 1) AND (max_batches_per_week <= 1000))),
    CONSTRAINT max_failures_is_1_to_100 CHECK (((max_failures >= 1) AND (max_failures <= 100))),
    CONSTRAINT max_texts_per_day_is_1_to_1000 CHECK (((max_texts_per_day >= 1) AND (max_texts_per_day <= 1000))),
    CONSTRAINT pause_at_failure_percent_is_above_0_and_at_most_100 CHECK (((pause_at_failure_percent > (0)::numeric) AND (pause_at_failure_percent <= (100)::numeric))),
    CONSTRAINT pause_at_opt_out_percent_is_above_0_and_at_most_100 CHECK (((pause_at_opt_out_percent > (0)::numeric) AND (pause_at_opt_out_percent <= (100)::numeric))),
    CONSTRAINT price_per_part_is_0_to_1000 CHECK (((price_per_part >= (0)::numeric) AND (price_per_part <= (1000)::numeric))),
    CONSTRAINT rate_limit_wait_is_a_millisecond_to_a_day CHECK (((rate_limit_wait >= '00:00:00.001'::interval) AND (rate_limit_wait <= '1 day'::interval))),
    CONSTRAINT read_lag_limit_is_0_to_1_hour CHECK (((read_lag_limit >= '00:00:00'::interval) AND (read_lag_limit <= '01:00:00'::interval))),
    CONSTRAINT reconciliation_window_is_a_day_to_90_days CHECK (((reconciliation_window >= '1 day'::interval) AND (reconciliation_window <= '90 days'::interval))),
    CONSTRAINT refusal_wait_is_at_most_a_day CHECK (((refusal_wait >= '00:00:00'::interval) AND (refusal_wait <= '1 day'::interval))),
    CONSTRAINT refusals_in_a_row_is_1_to_1000 CHECK (((refusals_in_a_row >= 1) AND (refusals_in_a_row <= 1000))),
    CONSTRAINT reply_window_is_a_second_to_90_days CHECK (((reply_window >= '00:00:01'::interval) AND (reply_window <= '90 days'::interval))),
    CONSTRAINT segment_cost_limit_is_1_to_a_trillion CHECK (((segment_cost_limit >= (1)::double precision) AND (segment_cost_limit <= ('1000000000000'::numeric)::double precision))),
    CONSTRAINT send_now_margin_is_at_most_a_week CHECK (((send_now_margin >= '00:00:00'::interval) AND (send_now_margin <= '7 days'::interval))),
    CONSTRAINT "sending_phone_number_is_e164_such_as_+13135550100" CHECK ((sending_phone_number ~ '^\+[1-9][0-9]{6,14}$'::text)),
    CONSTRAINT settings_has_one_row CHECK (is_only_row),
    CONSTRAINT single_reads_limit_is_0_to_10000 CHECK (((single_reads_limit >= 0) AND (single_reads_limit <= 10000))),
    CONSTRAINT "test_numbers_are_e164_such_as_+13135550142" CHECK (((array_position(test_numbers, NULL::text) IS NULL) AND (array_to_string(test_numbers, ' '::text) ~ '^(\+[1-9][0-9]{6,14}( |$))*$'::text))),
    CONSTRAINT test_numbers_has_at_most_50_numbers CHECK ((cardinality(test_numbers) <= 50)),
    CONSTRAINT time_zone_is_known CHECK ((('1970-01-01 00:00:00+00'::timestamp with time zone AT TIME ZONE time_zone) IS NOT NULL)),
    CONSTRAINT twilio_match_window_is_a_minute_to_a_week CHECK (((twilio_match_window >= '00:01:00'::interval) AND (twilio_match_window <= '7 days'::interval))),
    CONSTRAINT urgent_reserve_is_0_to_90_percent CHECK (((urgent_reserve >= 0) AND (urgent_reserve <= 90)))
);

CREATE TABLE outlier.consent_reviews (
    id bigint NOT NULL,
    phone_number text NOT NULL,
    twilio_message_id uuid,
    conversation_id uuid,
    message text NOT NULL,
    words text NOT NULL,
    messages integer DEFAULT 1 NOT NULL,
    said_at timestamp with time zone DEFAULT now() NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone NOT NULL,
    decision text,
    decided_at timestamp with time zone,
    decided_by text,
    CONSTRAINT a_decision_has_a_time_and_an_actor CHECK ((num_nonnulls(decision, decided_at, decided_by) = ANY (ARRAY[0, 3]))),
    CONSTRAINT decision_is_known CHECK ((decision = ANY (ARRAY['opt_out'::text, 'keep'::text]))),
    CONSTRAINT messages_is_1_to_a_million CHECK (((messages >= 1) AND (messages <= 1000000)))
);

CREATE TABLE outlier.failovers (
    id bigint NOT NULL,
    state text DEFAULT 'reading'::text NOT NULL,
    old_timeline text,
    new_timeline text,
    lost_from timestamp with time zone NOT NULL,
    noticed_at timestamp with time zone NOT NULL,
    settle_at timestamp with time zone NOT NULL,
    is_synchronous boolean NOT NULL,
    lists_left integer DEFAULT 0 NOT NULL,
    texts_recorded integer DEFAULT 0 NOT NULL,
    texts_heard integer DEFAULT 0 NOT NULL,
    texts_held integer DEFAULT 0 NOT NULL,
    is_read boolean DEFAULT false NOT NULL,
    error text,
    finished_at timestamp with time zone,
    CONSTRAINT a_failover_that_is_done_says_when CHECK (((state = 'done'::text) = (finished_at IS NOT NULL))),
    CONSTRAINT failover_state_is_known CHECK ((state = ANY (ARRAY['reading'::text, 'settling'::text, 'done'::text]))),
    CONSTRAINT lists_left_is_not_negative CHECK ((lists_left >= 0)),
    CONSTRAINT lost_from_is_a_time_of_this_century CHECK (((lost_from >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (lost_from <= '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT lost_from_is_not_after_noticed_at CHECK ((lost_from <= noticed_at)),
    CONSTRAINT noticed_at_is_a_time_of_this_century CHECK (((noticed_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (noticed_at <= '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT settle_at_is_a_time_of_this_century CHECK (((settle_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (settle_at <= '2100-01-01 00:00:00+00'::timestamp with time zone)))
);

CREATE TABLE outlier.approvals (
    id bigint NOT NULL,
    batch_id bigint NOT NULL,
    digest bytea NOT NULL,
    people integer NOT NULL,
    approver text NOT NULL,
    approved_at timestamp with time zone NOT NULL,
    CONSTRAINT approver_is_not_blank CHECK ((approver ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text)),
    CONSTRAINT digest_of_a_content_is_a_sha256 CHECK ((octet_length(digest) = 32)),
    CONSTRAINT people_is_not_negative CHECK ((people >= 0))
);

CREATE TABLE outlier.message_statuses (
    id bigint NOT NULL,
    queued_message_id bigint,
    is_second boolean NOT NULL,
    batch_id bigint NOT NULL,
    broadcast_id bigint,
    campaign_id bigint,
    audience_segment_id bigint,
    recipient_phone_number text NOT NULL,
    message text NOT NULL,
    missive_id uuid,
    missive_conversation_id uuid,
    twilio_id text,
    twilio_sent_status text,
    twilio_sent_at timestamp with time zone,
    twilio_error_code integer,
    closed boolean DEFAULT false NOT NULL,
    claimed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    twilio_seen boolean DEFAULT false NOT NULL,
    sending_phone_number text,
    CONSTRAINT a_status_is_of_one_batch CHECK (((batch_id = COALESCE(broadcast_id, campaign_id)) AND ((broadcast_id IS NULL) OR (campaign_id IS NULL))))
);

CREATE TABLE outlier.queued_messages (
    id bigint NOT NULL,
    is_second boolean NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    batch_id bigint NOT NULL,
    broadcast_id bigint,
    campaign_id bigint,
    audience_segment_id bigint,
    recipient_phone_number text NOT NULL,
    message text NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    last_status integer,
    last_error text,
    claim_id bigint,
    claimed_by text,
    claimed_at timestamp with time zone,
    lease_until timestamp with time zone,
    checked_at timestamp with time zone,
    held_since timestamp with time zone,
    sending_phone_number text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT a_claim_has_its_worker_time_and_lease CHECK ((((claim_id IS NULL) = (claimed_by IS NULL)) AND ((claim_id IS NULL) = (claimed_at IS NULL)) AND ((claim_id IS NULL) = (lease_until IS NULL)))),
    CONSTRAINT a_claim_only_while_sending_or_unknown CHECK (((claim_id IS NOT NULL) = ((state = 'sending'::text) OR (state = 'unknown'::text)))),
    CONSTRAINT a_message_is_of_one_batch CHECK (((batch_id = COALESCE(broadcast_id, campaign_id)) AND ((broadcast_id IS NULL) OR (campaign_id IS NULL)))),
    CONSTRAINT claimed_at_is_a_time_of_this_century CHECK (((claimed_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (claimed_at < '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT due_at_is_a_time_of_this_century CHECK (((due_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (due_at < '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT failures_is_0_to_1000 CHECK (((failures >= 0) AND (failures <= 1000))),
    CONSTRAINT lease_until_is_a_time_of_this_century CHECK (((lease_until >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (lease_until < '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT message_has_1_to_1600_characters CHECK ((((octet_length(message) <= 1600) OR (char_length(message) <= 1600)) AND (((ascii(message) >= 33) AND (ascii(message) <= 126)) OR (message ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text)))),
    CONSTRAINT queued_message_state_is_known CHECK (((state = 'waiting'::text) OR (state = 'checking'::text) OR (state = 'sending'::text) OR (state = 'unknown'::text))),
    CONSTRAINT "recipient_is_e164_such_as_+13135550142" CHECK (((recipient_phone_number ~ '^\+[1-9][0-9]+$'::text) AND ((octet_length(recipient_phone_number) >= 8) AND (octet_length(recipient_phone_number) <= 16))))
)
PARTITION BY LIST (is_second);

CREATE TABLE outlier.heartbeat (
    is_only_row boolean DEFAULT true NOT NULL,
    timeline text,
    beat_at timestamp with time zone DEFAULT now() NOT NULL,
    is_synchronous boolean DEFAULT false NOT NULL,
    leases_ended_until timestamp with time zone,
    CONSTRAINT beat_at_is_a_time_of_this_century CHECK (((beat_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (beat_at <= '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT heartbeat_has_one_row CHECK (is_only_row),
    CONSTRAINT leases_ended_until_is_a_time_of_this_century CHECK (((leases_ended_until >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (leases_ended_until <= '2100-01-01 00:00:00+00'::timestamp with time zone)))
);

CREATE TABLE outlier.direct_texts (
    id bigint NOT NULL,
    phone_number text NOT NULL,
    purpose text NOT NULL,
    batch_id bigint,
    text text NOT NULL,
    twilio_message_id uuid,
    day date NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    missive_id uuid,
    error text,
    CONSTRAINT a_test_is_of_a_batch CHECK (((purpose = 'test'::text) = (batch_id IS NOT NULL))),
    CONSTRAINT direct_text_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'unknown'::text, 'refused'::text, 'expired'::text, 'cancelled'::text]))),
    CONSTRAINT purpose_is_known CHECK ((purpose = ANY (ARRAY['help'::text, 'opt_out_confirmation'::text, 'test'::text]))),
    CONSTRAINT text_is_1_to_1600_characters CHECK (((char_length(text) >= 1) AND (char_length(text) <= 1600)))
);

CREATE TABLE outlier.quotas (
    name text NOT NULL,
    max_concurrent integer,
    held_until timestamp with time zone,
    hold_reason text,
    CONSTRAINT a_hold_has_a_reason CHECK (((held_until IS NULL) = (hold_reason IS NULL))),
    CONSTRAINT held_until_is_a_time_of_this_century CHECK (((held_until >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (held_until <= '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT hold_reason_has_at_most_500_characters CHECK ((char_length(hold_reason) <= 500)),
    CONSTRAINT max_concurrent_is_1_to_10000 CHECK (((max_concurrent >= 1) AND (max_concurrent <= 10000)))
);

CREATE TABLE outlier.authors (
    phone_number text NOT NULL,
    name text,
    email text,
    zipcode text,
    unsubscribed boolean DEFAULT false NOT NULL,
    exclude boolean DEFAULT false NOT NULL,
    added_via_file_upload boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    number bigint GENERATED ALWAYS AS ((substr(phone_number, 2))::bigint) STORED NOT NULL,
    time_zone text,
    state text,
    last_texted_at timestamp with time zone,
    CONSTRAINT email_has_at_most_320_characters CHECK ((char_length(email) <= 320)),
    CONSTRAINT "phone_number_is_e164_such_as_+13135550142" CHECK (((phone_number ~ '^\+[1-9][0-9]+$'::text) AND ((octet_length(phone_number) >= 8) AND (octet_length(phone_number) <= 16)))),
    CONSTRAINT "time_zone_is_an_IANA_name_such_as_America/Detroit" CHECK (((time_zone ~ '/'::text) OR (time_zone = 'UTC'::text))),
    CONSTRAINT time_zone_is_known CHECK (((time_zone IS NULL) OR (('1970-01-01 00:00:00+00'::timestamp with time zone AT TIME ZONE time_zone) IS NOT NULL))),
    CONSTRAINT zipcode_has_at_most_20_characters CHECK ((char_length(zipcode) <= 20))
)
WITH (fillfactor='85');

CREATE TABLE outlier.api_tokens (
    id bigint NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    digest bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT a_token_is_revoked_after_it_was_made CHECK ((revoked_at >= created_at)),
    CONSTRAINT token_digest_is_a_sha256 CHECK ((octet_length(digest) = 32)),
    CONSTRAINT token_name_has_1_to_100_printable_characters CHECK ((name ~ '^[^[:space:][:cntrl:]]([^[:cntrl:]]{0,98}[^[:space:][:cntrl:]])?$'::text)),
    CONSTRAINT token_role_is_viewer_editor_or_sender CHECK ((role = ANY (ARRAY['viewer'::text, 'editor'::text, 'sender'::text])))
);

ALTER TABLE outlier.api_tokens ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.api_tokens_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.applied_scripts (
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE outlier.approvals ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.approvals_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.area_codes (
    code text NOT NULL,
    states text[] NOT NULL,
    time_zones outlier.time_zone[] NOT NULL,
    source text NOT NULL,
    checked_on date NOT NULL,
    changed_by_hand boolean DEFAULT false NOT NULL,
    CONSTRAINT code_is_three_digits_such_as_313 CHECK ((code ~ '^[2-9][0-9]{2}$'::text)),
    CONSTRAINT source_is_given CHECK ((source ~ '[^[:space:]]'::text)),
    CONSTRAINT states_are_not_null CHECK ((array_position(states, NULL::text) IS NULL)),
    CONSTRAINT states_are_one_list CHECK (((array_ndims(states) = 1) OR (states = '{}'::text[]))),
    CONSTRAINT time_zones_are_not_null CHECK ((array_position((time_zones)::text[], NULL::text) IS NULL)),
    CONSTRAINT time_zones_are_one_list CHECK (((array_ndims(time_zones) = 1) OR (time_zones = '{}'::outlier.time_zone[])))
);

CREATE TABLE outlier.audience_segments (
    id bigint NOT NULL,
    name text NOT NULL,
    query text NOT NULL,
    description text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT a_segment_has_a_name CHECK ((btrim(name) <> ''::text)),
    CONSTRAINT a_segment_has_a_query CHECK ((btrim(query) <> ''::text)),
    CONSTRAINT a_segment_has_a_visible_name CHECK ((name ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text)),
    CONSTRAINT a_segment_name_has_at_most_200_characters CHECK ((char_length(name) <= 200)),
    CONSTRAINT a_segment_query_has_at_most_100000_characters CHECK ((char_length(query) <= 100000))
);

ALTER TABLE outlier.audience_segments ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME outlier.audience_segments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE outlier.audit_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.audit_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.authors_labels (
    label_id uuid NOT NULL,
    author bigint NOT NULL,
    since timestamp with time zone NOT NULL
);

CREATE TABLE outlier.batch_brakes (
    batch_id bigint NOT NULL,
    judged_to bigint NOT NULL,
    braked_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE outlier.tallies (
    id bigint NOT NULL,
    batch_id bigint NOT NULL,
    audience_segment_id bigint,
    measure text NOT NULL,
    amount bigint NOT NULL,
    folded boolean DEFAULT false NOT NULL
);

CREATE VIEW outlier.batch_funnel AS
 SELECT b.id,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['chosen'::text, 'given_up'::text, 'left_out'::text]))), (0)::numeric))::bigint AS people,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'left_out'::text)), (0)::numeric))::bigint AS left_out,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['chosen'::text, 'given_up'::text]))), (0)::numeric))::bigint AS chosen,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'given_up'::text)), (0)::numeric))::bigint AS given_up,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['first_delivered'::text, 'first_failed'::text, 'first_unknown'::text]))), (0)::numeric))::bigint AS first_sent,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'first_delivered'::text)), (0)::numeric))::bigint AS first_delivered,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'first_failed'::text)), (0)::numeric))::bigint AS first_failed,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'first_unknown'::text)), (0)::numeric))::bigint AS first_unknown,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['second_delivered'::text, 'second_failed'::text, 'second_unknown'::text]))), (0)::numeric))::bigint AS second_sent,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'second_delivered'::text)), (0)::numeric))::bigint AS second_delivered,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'second_failed'::text)), (0)::numeric))::bigint AS second_failed,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'second_unknown'::text)), (0)::numeric))::bigint AS second_unknown,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'replies'::text)), (0)::numeric))::bigint AS replies,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'opt_outs'::text)), (0)::numeric))::bigint AS opt_outs
   FROM (outlier.batches b
     LEFT JOIN outlier.tallies t ON ((t.batch_id = b.id)))
  GROUP BY b.id;

CREATE VIEW outlier.batch_stats AS
 SELECT b.id,
    b.kind,
    b.title,
    b.state,
    b.run_at,
    sums.people,
    sums.left_out,
    sums.first_sent,
    sums.second_sent,
    sums.delivered,
    sums.failed,
    sums.unknown,
    sums.replies,
    sums.opt_outs
   FROM (outlier.batches b
     CROSS JOIN LATERAL ( SELECT (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['chosen'::text, 'given_up'::text, 'left_out'::text]))), (0)::numeric))::bigint AS people,
            (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['left_out'::text, 'given_up'::text]))), (0)::numeric))::bigint AS left_out,
            (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['first_delivered'::text, 'first_failed'::text, 'first_unknown'::text]))), (0)::numeric))::bigint AS first_sent,
            (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['second_delivered'::text, 'second_failed'::text, 'second_unknown'::text]))), (0)::numeric))::bigint AS second_sent,
            (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['first_delivered'::text, 'second_delivered'::text]))), (0)::numeric))::bigint AS delivered,
            (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['first_failed'::text, 'second_failed'::text]))), (0)::numeric))::bigint AS failed,
            (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['first_unknown'::text, 'second_unknown'::text]))), (0)::numeric))::bigint AS unknown,
            (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'replies'::text)), (0)::numeric))::bigint AS replies,
            (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'opt_outs'::text)), (0)::numeric))::bigint AS opt_outs
           FROM outlier.tallies t
          WHERE (t.batch_id = b.id)) sums);

CREATE TABLE outlier.dead_letters (
    id bigint NOT NULL,
    is_second boolean NOT NULL,
    batch_id bigint NOT NULL,
    audience_segment_id bigint,
    recipient_phone_number text NOT NULL,
    message text NOT NULL,
    failures integer NOT NULL,
    status integer,
    body text,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE VIEW outlier.batch_progress AS
 SELECT b.id,
    b.kind,
    b.title,
    b.state,
    b.run_at,
    stats.people,
    stats.left_out,
    queued.first_waiting,
    queued.first_sending,
    queued.first_unknown,
    stats.first_sent,
    queued.second_waiting,
    queued.second_unknown,
    stats.second_sent,
    stats.delivered,
    stats.failed,
    stats.replies,
    stats.opt_outs,
    given_up.dead_letters,
    (forecast.forecast).ends_at AS expected_end,
    b.started_at,
    b.finished_at,
    b.error,
    b.priority,
    b.exempt_reason,
    queued.waiting_for_contact_hours,
    (forecast.forecast).parts AS parts,
    (forecast.forecast).cost AS cost
   FROM ((((outlier.batches b
     JOIN outlier.batch_stats stats ON ((stats.id = b.id)))
     CROSS JOIN LATERAL ( SELECT count(*) FILTER (WHERE ((NOT q.is_second) AND (q.state = ANY (ARRAY['waiting'::text, 'checking'::text])))) AS first_waiting,
            count(*) FILTER (WHERE (q.held_since IS NOT NULL)) AS waiting_for_contact_hours,
            count(*) FILTER (WHERE ((NOT q.is_second) AND (q.state = 'sending'::text))) AS first_sending,
            count(*) FILTER (WHERE ((NOT q.is_second) AND (q.state = 'unknown'::text))) AS first_unknown,
            count(*) FILTER (WHERE q.is_second) AS second_waiting,
            count(*) FILTER (WHERE (q.is_second AND (q.state = 'unknown'::text))) AS second_unknown
           FROM outlier.queued_messages q
          WHERE ((q.batch_id = b.id) AND (b.state = ANY (ARRAY['sending'::text, 'paused'::text, 'cancelled'::text])))) queued)
     CROSS JOIN LATERAL ( SELECT count(*) AS dead_letters
           FROM outlier.dead_letters d
          WHERE (d.batch_id = b.id)) given_up)
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN (b.state = ANY (ARRAY['sending'::text, 'paused'::text])) THEN outlier.forecast(b.*)
                    ELSE NULL::outlier.expectation
                END AS forecast
         OFFSET 0) forecast);

CREATE VIEW outlier.batch_segment_sums AS
 SELECT t.batch_id,
    t.audience_segment_id AS segment_id,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['chosen'::text, 'given_up'::text, 'left_out'::text]))), (0)::numeric))::bigint AS people,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['left_out'::text, 'given_up'::text]))), (0)::numeric))::bigint AS left_out,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['first_delivered'::text, 'first_failed'::text, 'first_unknown'::text]))), (0)::numeric))::bigint AS first_sent,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['second_delivered'::text, 'second_failed'::text, 'second_unknown'::text]))), (0)::numeric))::bigint AS second_sent,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['first_delivered'::text, 'second_delivered'::text]))), (0)::numeric))::bigint AS delivered,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['first_failed'::text, 'second_failed'::text]))), (0)::numeric))::bigint AS failed,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = ANY (ARRAY['first_unknown'::text, 'second_unknown'::text]))), (0)::numeric))::bigint AS unknown,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'replies'::text)), (0)::numeric))::bigint AS replies,
    (COALESCE(sum(t.amount) FILTER (WHERE (t.measure = 'opt_outs'::text)), (0)::numeric))::bigint AS opt_outs
   FROM outlier.tallies t
  GROUP BY t.batch_id, t.audience_segment_id;

CREATE TABLE outlier.batch_transitions (
    from_state text NOT NULL,
    to_state text NOT NULL,
    meaning text NOT NULL
);

CREATE TABLE outlier.batch_turns (
    batch_id bigint NOT NULL,
    is_second boolean NOT NULL,
    claim_id bigint NOT NULL,
    reached_due_at timestamp with time zone,
    reached_id bigint,
    taken bigint DEFAULT 0 NOT NULL,
    look_at_all_at timestamp with time zone,
    CONSTRAINT a_mark_is_a_time_and_an_id CHECK (((reached_due_at IS NULL) = (reached_id IS NULL))),
    CONSTRAINT look_at_all_at_is_a_time_of_this_century CHECK (((look_at_all_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (look_at_all_at <= '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT reached_due_at_is_a_time_of_this_century CHECK (((reached_due_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (reached_due_at <= '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT taken_is_0_or_more CHECK ((taken >= 0))
)
WITH (fillfactor='50');

ALTER TABLE outlier.batches ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME outlier.batches_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE outlier.queued_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 100;

ALTER SEQUENCE outlier.queued_message_id_seq OWNED BY outlier.queued_messages.id;

CREATE TABLE outlier.broadcast_first_messages (
    id bigint DEFAULT nextval('outlier.queued_message_id_seq'::regclass) NOT NULL,
    is_second boolean DEFAULT false NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    batch_id bigint NOT NULL,
    broadcast_id bigint,
    campaign_id bigint,
    audience_segment_id bigint,
    recipient_phone_number text NOT NULL,
    message text NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    last_status integer,
    last_error text,
    claim_id bigint,
    claimed_by text,
    claimed_at timestamp with time zone,
    lease_until timestamp with time zone,
    checked_at timestamp with time zone,
    held_since timestamp with time zone,
    sending_phone_number text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT a_claim_has_its_worker_time_and_lease CHECK ((((claim_id IS NULL) = (claimed_by IS NULL)) AND ((claim_id IS NULL) = (claimed_at IS NULL)) AND ((claim_id IS NULL) = (lease_until IS NULL)))),
    CONSTRAINT a_claim_only_while_sending_or_unknown CHECK (((claim_id IS NOT NULL) = ((state = 'sending'::text) OR (state = 'unknown'::text)))),
    CONSTRAINT a_message_is_of_one_batch CHECK (((batch_id = COALESCE(broadcast_id, campaign_id)) AND ((broadcast_id IS NULL) OR (campaign_id IS NULL)))),
    CONSTRAINT claimed_at_is_a_time_of_this_century CHECK (((claimed_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (claimed_at < '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT due_at_is_a_time_of_this_century CHECK (((due_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (due_at < '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT failures_is_0_to_1000 CHECK (((failures >= 0) AND (failures <= 1000))),
    CONSTRAINT lease_until_is_a_time_of_this_century CHECK (((lease_until >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (lease_until < '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT message_has_1_to_1600_characters CHECK ((((octet_length(message) <= 1600) OR (char_length(message) <= 1600)) AND (((ascii(message) >= 33) AND (ascii(message) <= 126)) OR (message ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text)))),
    CONSTRAINT queued_message_state_is_known CHECK (((state = 'waiting'::text) OR (state = 'checking'::text) OR (state = 'sending'::text) OR (state = 'unknown'::text))),
    CONSTRAINT "recipient_is_e164_such_as_+13135550142" CHECK (((recipient_phone_number ~ '^\+[1-9][0-9]+$'::text) AND ((octet_length(recipient_phone_number) >= 8) AND (octet_length(recipient_phone_number) <= 16))))
);

CREATE VIEW outlier.broadcast_progress AS
 SELECT p.id,
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
    ((p.first_waiting + p.first_sending) + p.first_unknown) AS first_waiting,
    p.second_waiting,
    (p.first_unknown + p.second_unknown) AS unknown,
    p.dead_letters,
    p.expected_end,
    p.finished_at,
    p.priority,
    p.exempt_reason,
    p.waiting_for_contact_hours,
    p.parts,
    p.cost
   FROM outlier.batch_progress p
  WHERE ((p.kind = 'broadcast'::text) AND (p.state <> 'scheduled'::text));

CREATE TABLE outlier.broadcast_second_messages (
    id bigint DEFAULT nextval('outlier.queued_message_id_seq'::regclass) NOT NULL,
    is_second boolean DEFAULT true NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    batch_id bigint NOT NULL,
    broadcast_id bigint,
    campaign_id bigint,
    audience_segment_id bigint,
    recipient_phone_number text NOT NULL,
    message text NOT NULL,
    due_at timestamp with time zone DEFAULT now() NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    last_status integer,
    last_error text,
    claim_id bigint,
    claimed_by text,
    claimed_at timestamp with time zone,
    lease_until timestamp with time zone,
    checked_at timestamp with time zone,
    held_since timestamp with time zone,
    sending_phone_number text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT a_claim_has_its_worker_time_and_lease CHECK ((((claim_id IS NULL) = (claimed_by IS NULL)) AND ((claim_id IS NULL) = (claimed_at IS NULL)) AND ((claim_id IS NULL) = (lease_until IS NULL)))),
    CONSTRAINT a_claim_only_while_sending_or_unknown CHECK (((claim_id IS NOT NULL) = ((state = 'sending'::text) OR (state = 'unknown'::text)))),
    CONSTRAINT a_message_is_of_one_batch CHECK (((batch_id = COALESCE(broadcast_id, campaign_id)) AND ((broadcast_id IS NULL) OR (campaign_id IS NULL)))),
    CONSTRAINT claimed_at_is_a_time_of_this_century CHECK (((claimed_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (claimed_at < '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT due_at_is_a_time_of_this_century CHECK (((due_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (due_at < '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT failures_is_0_to_1000 CHECK (((failures >= 0) AND (failures <= 1000))),
    CONSTRAINT lease_until_is_a_time_of_this_century CHECK (((lease_until >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (lease_until < '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT message_has_1_to_1600_characters CHECK ((((octet_length(message) <= 1600) OR (char_length(message) <= 1600)) AND (((ascii(message) >= 33) AND (ascii(message) <= 126)) OR (message ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text)))),
    CONSTRAINT queued_message_state_is_known CHECK (((state = 'waiting'::text) OR (state = 'checking'::text) OR (state = 'sending'::text) OR (state = 'unknown'::text))),
    CONSTRAINT "recipient_is_e164_such_as_+13135550142" CHECK (((recipient_phone_number ~ '^\+[1-9][0-9]+$'::text) AND ((octet_length(recipient_phone_number) >= 8) AND (octet_length(recipient_phone_number) <= 16))))
);

CREATE VIEW outlier.broadcast_segment_stats AS
 SELECT sums.batch_id AS broadcast_id,
    sums.segment_id,
    s.name AS segment,
    sums.people,
    sums.left_out,
    sums.first_sent,
    sums.second_sent,
    sums.delivered,
    sums.failed,
    sums.unknown,
    sums.replies,
    sums.opt_outs
   FROM ((outlier.batch_segment_sums sums
     JOIN outlier.broadcasts b ON ((b.id = sums.batch_id)))
     LEFT JOIN outlier.audience_segments s ON ((s.id = sums.segment_id)));

CREATE TABLE outlier.broadcast_settings (
    id bigint NOT NULL,
    mon time without time zone,
    tue time without time zone,
    wed time without time zone,
    thu time without time zone,
    fri time without time zone,
    sat time without time zone,
    sun time without time zone,
    active boolean DEFAULT true NOT NULL,
    effective_from timestamp with time zone DEFAULT now() NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT at_least_one_day_has_a_time CHECK ((num_nonnulls(mon, tue, wed, thu, fri, sat, sun) > 0)),
    CONSTRAINT effective_from_is_a_time_of_this_century CHECK (((effective_from >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (effective_from <= '2100-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT times_of_the_schedule_are_whole_minutes_before_midnight CHECK ((((mon IS NULL) OR ((EXTRACT(second FROM mon) = (0)::numeric) AND (mon < '24:00:00'::time without time zone))) AND ((tue IS NULL) OR ((EXTRACT(second FROM tue) = (0)::numeric) AND (tue < '24:00:00'::time without time zone))) AND ((wed IS NULL) OR ((EXTRACT(second FROM wed) = (0)::numeric) AND (wed < '24:00:00'::time without time zone))) AND ((thu IS NULL) OR ((EXTRACT(second FROM thu) = (0)::numeric) AND (thu < '24:00:00'::time without time zone))) AND ((fri IS NULL) OR ((EXTRACT(second FROM fri) = (0)::numeric) AND (fri < '24:00:00'::time without time zone))) AND ((sat IS NULL) OR ((EXTRACT(second FROM sat) = (0)::numeric) AND (sat < '24:00:00'::time without time zone))) AND ((sun IS NULL) OR ((EXTRACT(second FROM sun) = (0)::numeric) AND (sun < '24:00:00'::time without time zone)))))
);

ALTER TABLE outlier.broadcast_settings ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME outlier.broadcast_settings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW outlier.broadcast_stats AS
 SELECT s.id,
    s.state,
    s.run_at,
    s.people,
    s.left_out,
    s.first_sent,
    s.second_sent,
    s.delivered,
    s.failed,
    s.unknown,
    s.replies,
    s.opt_outs
   FROM outlier.batch_stats s
  WHERE ((s.kind = 'broadcast'::text) AND (s.state <> 'scheduled'::text));

CREATE TABLE outlier.broadcasts_segments (
    broadcast_id bigint NOT NULL,
    segment_id bigint NOT NULL,
    ratio numeric(5,2) NOT NULL,
    first_message text,
    second_message text,
    CONSTRAINT first_message_has_1_to_1600_characters CHECK ((char_length(first_message) <= 1600)),
    CONSTRAINT first_message_is_not_blank CHECK ((first_message ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text)),
    CONSTRAINT ratio_is_a_percentage CHECK (((ratio > (0)::numeric) AND (ratio <= (100)::numeric))),
    CONSTRAINT second_message_has_1_to_1600_characters CHECK ((char_length(second_message) <= 1600)),
    CONSTRAINT second_message_is_not_blank CHECK ((second_message ~ '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'::text))
);

CREATE TABLE outlier.campaign_file_recipients (
    campaign_id bigint NOT NULL,
    line integer NOT NULL,
    place integer DEFAULT 1 NOT NULL,
    raw text NOT NULL,
    phone_number text,
    message text,
    verdict text NOT NULL,
    note text,
    duplicate_of integer,
    CONSTRAINT a_duplicate_names_the_line_that_it_repeats CHECK (((verdict = 'duplicate'::text) = (duplicate_of IS NOT NULL))),
    CONSTRAINT verdict_is_known CHECK ((verdict = ANY (ARRAY['accepted'::text, 'extension'::text, 'duplicate'::text, 'invalid_number'::text, 'ambiguous'::text, 'no_message'::text, 'message_too_long'::text, 'unsubscribed'::text, 'excluded'::text])))
);

CREATE TABLE outlier.campaign_personalized_recipients (
    id bigint NOT NULL,
    phone_number text,
    message text,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY outlier.campaign_personalized_recipients REPLICA IDENTITY FULL;

ALTER TABLE outlier.campaign_personalized_recipients ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.campaign_personalized_recipients_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 100
);

CREATE VIEW outlier.campaign_progress AS
 SELECT p.id,
    p.title,
    p.state,
    p.run_at,
    p.people,
    p.left_out,
    p.first_waiting,
    p.first_sending,
    p.first_unknown,
    p.first_sent,
    p.second_waiting,
    p.second_sent,
    p.delivered,
    p.failed,
    p.replies,
    p.opt_outs,
    p.dead_letters,
    p.expected_end,
    p.started_at,
    p.finished_at,
    p.error,
    p.priority,
    p.exempt_reason,
    p.waiting_for_contact_hours,
    p.parts,
    p.cost
   FROM outlier.batch_progress p
  WHERE (p.kind = 'campaign'::text);

CREATE VIEW outlier.campaign_stats AS
 SELECT s.id,
    s.title,
    s.state,
    s.run_at,
    s.people,
    s.left_out,
    s.first_sent,
    s.second_sent,
    s.delivered,
    s.failed,
    s.unknown,
    s.replies,
    s.opt_outs
   FROM outlier.batch_stats s
  WHERE (s.kind = 'campaign'::text);

CREATE SEQUENCE outlier.claim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE outlier.clock_offsets (
    service text NOT NULL,
    hour timestamp with time zone NOT NULL,
    lowest interval NOT NULL,
    highest interval NOT NULL,
    CONSTRAINT an_offset_is_a_day_at_most CHECK (((lowest >= '-24:00:00'::interval) AND (highest <= '24:00:00'::interval))),
    CONSTRAINT lowest_is_not_above_highest CHECK ((lowest <= highest)),
    CONSTRAINT service_has_a_clock_that_we_match_by CHECK ((service = ANY (ARRAY['missive'::text, 'twilio'::text])))
);

CREATE TABLE outlier.comments (
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid,
    body text,
    is_task boolean DEFAULT false NOT NULL,
    task_completed_at timestamp with time zone,
    attachment jsonb,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE outlier.comments_mentions (
    id bigint NOT NULL,
    comment_id uuid NOT NULL,
    user_id uuid,
    team_id uuid,
    starts_at integer NOT NULL,
    length integer NOT NULL
);

ALTER TABLE outlier.comments_mentions ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.comments_mentions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.consent_events (
    id bigint NOT NULL,
    phone_number text NOT NULL,
    kind text NOT NULL,
    source text NOT NULL,
    actor text,
    words text,
    twilio_message_id uuid,
    occurred_at timestamp with time zone DEFAULT now() NOT NULL,
    comment_id uuid,
    said_at timestamp with time zone,
    CONSTRAINT consent_event_kind_is_known CHECK ((kind = ANY (ARRAY['opt_out'::text, 'opt_in'::text]))),
    CONSTRAINT consent_source_is_known CHECK ((source = ANY (ARRAY['message'::text, 'admin'::text, 'twilio'::text, 'failed_delivery'::text, 'sql'::text, 'deadline'::text, 'import'::text])))
);

ALTER TABLE outlier.consent_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.consent_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.consent_patterns (
    id bigint NOT NULL,
    kind text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    words text NOT NULL,
    is_sign boolean DEFAULT false NOT NULL,
    is_explicit boolean DEFAULT false NOT NULL,
    expression text NOT NULL,
    anchors text[] NOT NULL,
    last_words text[] NOT NULL,
    is_word boolean GENERATED ALWAYS AS ((expression ~ '^[(]?[?]?:?([^ ()|]+ [|]?)+[)]?$'::text)) STORED NOT NULL,
    CONSTRAINT consent_kind_is_known CHECK ((kind = ANY (ARRAY['opt_out'::text, 'opt_in'::text, 'may_opt_in'::text, 'help'::text, 'courtesy'::text, 'reason'::text, 'doubt'::text, 'lone_doubt'::text, 'question'::text, 'filler'::text, 'clause_start'::text, 'clause_joint'::text, 'negation'::text, 'harmless'::text, 'reaction'::text, 'common_word'::text]))),
    CONSTRAINT only_an_opt_out_can_be_a_sign CHECK (((kind = 'opt_out'::text) OR (NOT is_sign))),
    CONSTRAINT only_an_opt_out_can_be_explicit CHECK (((kind = 'opt_out'::text) OR (NOT is_explicit))),
    CONSTRAINT words_are_lower_case_and_single_spaced CHECK (((words = lower(regexp_replace(btrim(words), '\s+'::text, ' '::text, 'g'::text))) AND (words <> ''::text))),
    CONSTRAINT words_begin_with_a_word CHECK (('*'::text <> ALL (anchors))),
    CONSTRAINT words_have_at_most_4000_characters CHECK ((char_length(words) <= 4000)),
    CONSTRAINT words_have_no_empty_alternative CHECK ((words !~ '[(|]\s*[|)]'::text)),
    CONSTRAINT words_have_no_parentheses_inside_parentheses CHECK ((regexp_replace(words, '[(][^()]*[)]'::text, ''::text, 'g'::text) !~ '[()|]'::text)),
    CONSTRAINT words_hold_a_letter_a_digit_or_an_emoji CHECK ((expression <> ''::text)),
    CONSTRAINT words_hold_a_word_that_cannot_be_left_out CHECK ((cardinality(anchors) > 0))
);

ALTER TABLE outlier.consent_patterns ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.consent_patterns_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE outlier.consent_reviews ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.consent_reviews_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.contact_hours (
    id bigint NOT NULL,
    state text,
    weekday smallint NOT NULL,
    opens time without time zone NOT NULL,
    closes time without time zone NOT NULL,
    source text NOT NULL,
    checked_on date NOT NULL,
    changed_by_hand boolean DEFAULT false NOT NULL,
    CONSTRAINT opens_and_closes_are_whole_minutes CHECK (((EXTRACT(second FROM opens) = (0)::numeric) AND (EXTRACT(second FROM closes) = (0)::numeric))),
    CONSTRAINT opens_is_not_after_closes CHECK ((opens <= closes)),
    CONSTRAINT source_is_given CHECK ((source ~ '[^[:space:]]'::text)),
    CONSTRAINT weekday_is_1_for_monday_to_7_for_sunday CHECK (((weekday >= 1) AND (weekday <= 7)))
);

ALTER TABLE outlier.contact_hours ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.contact_hours_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.conversation_history (
    id bigint NOT NULL,
    conversation_id uuid NOT NULL,
    change_type text NOT NULL,
    team_id uuid,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT conversation_change_is_known CHECK ((change_type = ANY (ARRAY['closed'::text, 'reopened'::text, 'team_change'::text, 'assignee_change'::text])))
);

ALTER TABLE outlier.conversation_history ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.conversation_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.conversations (
    id uuid NOT NULL,
    subject text,
    latest_message_subject text,
    organization_id uuid,
    team_id uuid,
    color text,
    messages_count integer,
    drafts_count integer,
    send_later_messages_count integer,
    attachments_count integer,
    tasks_count integer,
    completed_tasks_count integer,
    assignee_names text,
    assignee_emails text,
    shared_label_names text,
    web_url text,
    app_url text,
    closed boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    heard_at timestamp with time zone,
    snapshot_at timestamp with time zone,
    message_at timestamp with time zone,
    last_digest bytea,
    labels_at timestamp with time zone,
    merged_into uuid,
    merge_asked_at timestamp with time zone
);

CREATE TABLE outlier.conversations_assignees (
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    assigned_at timestamp with time zone DEFAULT now() NOT NULL,
    unassigned boolean DEFAULT false NOT NULL,
    closed boolean DEFAULT false NOT NULL,
    archived boolean DEFAULT false NOT NULL,
    trashed boolean DEFAULT false NOT NULL,
    junked boolean DEFAULT false NOT NULL,
    assigned boolean DEFAULT true NOT NULL,
    flagged boolean DEFAULT false NOT NULL,
    snoozed boolean DEFAULT false NOT NULL
);

CREATE TABLE outlier.conversations_assignees_history (
    id bigint NOT NULL,
    conversation_id uuid NOT NULL,
    user_id uuid,
    conversation_history_id bigint,
    unassigned boolean DEFAULT false NOT NULL,
    closed boolean DEFAULT false NOT NULL,
    archived boolean DEFAULT false NOT NULL,
    trashed boolean DEFAULT false NOT NULL,
    junked boolean DEFAULT false NOT NULL,
    assigned boolean NOT NULL,
    flagged boolean DEFAULT false NOT NULL,
    snoozed boolean DEFAULT false NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE outlier.conversations_assignees_history ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.conversations_assignees_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.conversations_authors (
    conversation_id uuid NOT NULL,
    author_phone_number text NOT NULL
);

CREATE TABLE outlier.conversations_labels (
    conversation_id uuid NOT NULL,
    label_id uuid NOT NULL,
    is_archived boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE outlier.conversations_users (
    conversation_id uuid NOT NULL,
    user_id uuid NOT NULL,
    unassigned boolean DEFAULT false NOT NULL,
    closed boolean DEFAULT false NOT NULL,
    archived boolean DEFAULT false NOT NULL,
    trashed boolean DEFAULT false NOT NULL,
    junked boolean DEFAULT false NOT NULL,
    assigned boolean DEFAULT false NOT NULL,
    flagged boolean DEFAULT false NOT NULL,
    snoozed boolean DEFAULT false NOT NULL
);

CREATE TABLE outlier.country_codes (
    prefix text NOT NULL,
    countries text NOT NULL,
    time_zones outlier.time_zone[] NOT NULL,
    source text NOT NULL,
    checked_on date NOT NULL,
    changed_by_hand boolean DEFAULT false NOT NULL,
    CONSTRAINT countries_are_given CHECK ((countries ~ '[^[:space:]]'::text)),
    CONSTRAINT prefix_is_one_to_seven_digits_without_the_plus CHECK ((prefix ~ '^[2-9][0-9]{0,6}$'::text)),
    CONSTRAINT source_is_given CHECK ((source ~ '[^[:space:]]'::text)),
    CONSTRAINT time_zones_are_not_null CHECK ((array_position((time_zones)::text[], NULL::text) IS NULL)),
    CONSTRAINT time_zones_are_one_list CHECK (((array_ndims(time_zones) = 1) OR (time_zones = '{}'::outlier.time_zone[])))
);

ALTER TABLE outlier.dead_letters ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.dead_letters_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.twilio_error_codes (
    code integer NOT NULL,
    meaning text NOT NULL,
    action text NOT NULL,
    CONSTRAINT action_is_known CHECK ((action = ANY (ARRAY['opt_out'::text, 'dead_number'::text, 'operator'::text, 'retry'::text, 'none'::text])))
);

CREATE VIEW outlier.dead_numbers AS
 SELECT latest.recipient_phone_number AS phone_number,
    latest.twilio_error_code AS error_code,
    c.meaning,
    latest.created_at AS failed_at,
    a.unsubscribed
   FROM ((outlier.authors a
     CROSS JOIN LATERAL ( SELECT s.recipient_phone_number,
            s.twilio_error_code,
            s.created_at
           FROM outlier.message_statuses s
          WHERE (s.recipient_phone_number = a.phone_number)
          ORDER BY s.created_at DESC, s.id DESC
         LIMIT 1) latest)
     JOIN outlier.twilio_error_codes c ON (((c.code = latest.twilio_error_code) AND (c.action = 'dead_number'::text))))
  WHERE (a.phone_number IN ( SELECT f.recipient_phone_number
           FROM outlier.message_statuses f
          WHERE (f.twilio_sent_status = ANY (ARRAY['failed'::text, 'undelivered'::text]))));

ALTER TABLE outlier.direct_texts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.direct_texts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.erased_people (
    digest bytea NOT NULL,
    unsubscribed boolean NOT NULL,
    exclude boolean NOT NULL,
    erased_at timestamp with time zone NOT NULL,
    CONSTRAINT digest_is_a_sha256 CHECK ((octet_length(digest) = 32)),
    CONSTRAINT only_who_was_not_to_be_texted_is_remembered CHECK ((unsubscribed OR exclude))
);

CREATE TABLE outlier.errors (
    id bigint NOT NULL,
    occurred_at timestamp with time zone DEFAULT now() NOT NULL,
    invoke_history_id bigint,
    rule_type text,
    body text,
    sqlstate text,
    message text NOT NULL,
    attempts integer DEFAULT 1 NOT NULL,
    next_attempt_at timestamp with time zone,
    resolved_at timestamp with time zone,
    CONSTRAINT attempts_is_0_to_1000 CHECK (((attempts >= 0) AND (attempts <= 1000))),
    CONSTRAINT next_attempt_at_is_before_the_year_2100 CHECK (((next_attempt_at >= '1970-01-01 00:00:00+00'::timestamp with time zone) AND (next_attempt_at < '2100-01-01 00:00:00+00'::timestamp with time zone)))
)
PARTITION BY RANGE (occurred_at);

CREATE TABLE outlier.errors_default (
    id bigint NOT NULL,
    occurred_at timestamp with time zone DEFAULT now() NOT NULL,
    invoke_history_id bigint,
    rule_type text,
    body text,
    sqlstate text,
    message text NOT NULL,
    attempts integer DEFAULT 1 NOT NULL,
    next_attempt_at timestamp with time zone,
    resolved_at timestamp with time zone,
    CONSTRAINT attempts_is_0_to_1000 CHECK (((attempts >= 0) AND (attempts <= 1000))),
    CONSTRAINT next_attempt_at_is_before_the_year_2100 CHECK (((next_attempt_at >= '1970-01-01 00:00:00+00'::timestamp with time zone) AND (next_attempt_at < '2100-01-01 00:00:00+00'::timestamp with time zone)))
);

ALTER TABLE outlier.errors ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.errors_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE outlier.failovers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.failovers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.held_imports (
    id bigint NOT NULL,
    kind text NOT NULL,
    source_id bigint NOT NULL,
    batch_id bigint,
    audience_segment_id bigint,
    phone_number text,
    message text,
    second_message text,
    delay integer,
    due_at timestamp with time zone,
    reads integer DEFAULT 0 NOT NULL,
    source_row jsonb NOT NULL,
    imported_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT a_held_message_names_its_batch_person_and_text CHECK (((kind = 'broadcast'::text) OR (num_nulls(batch_id, phone_number, message, due_at) = 0))),
    CONSTRAINT held_kind_is_known CHECK ((kind = ANY (ARRAY['first_message'::text, 'second_message'::text, 'broadcast'::text])))
);

ALTER TABLE outlier.held_imports ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.held_imports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.home (
    is_only_row boolean DEFAULT true NOT NULL,
    server text,
    database_oid oid NOT NULL,
    strange_installation text,
    adopted_at timestamp with time zone NOT NULL,
    CONSTRAINT home_has_one_row CHECK (is_only_row)
);

CREATE TABLE outlier.import_ids (
    kind text NOT NULL,
    source_id bigint NOT NULL,
    id bigint NOT NULL,
    CONSTRAINT import_kind_is_known CHECK ((kind = ANY (ARRAY['broadcast'::text, 'campaign'::text, 'segment'::text])))
);

CREATE TABLE outlier.import_report (
    id bigint NOT NULL,
    source_table text NOT NULL,
    source_key text,
    phone_number text,
    kind text NOT NULL,
    why text NOT NULL,
    amount bigint DEFAULT 1 NOT NULL,
    reported_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE outlier.import_report ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.import_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.import_sums (
    kind text NOT NULL,
    source_id bigint NOT NULL,
    batch_id bigint,
    measure text NOT NULL,
    amount_there bigint NOT NULL,
    amount_left_out bigint NOT NULL,
    amount_here bigint NOT NULL,
    CONSTRAINT measure_is_known CHECK ((measure = ANY (ARRAY['first_messages'::text, 'second_messages'::text, 'replies'::text]))),
    CONSTRAINT sum_kind_is_known CHECK ((kind = ANY (ARRAY['broadcast'::text, 'campaign'::text])))
);

CREATE TABLE outlier.import_tables (
    source_table text NOT NULL,
    rows_read bigint NOT NULL,
    rows_here bigint NOT NULL,
    rows_left_out bigint NOT NULL,
    imported_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE outlier.incidents (
    id bigint NOT NULL,
    kind text NOT NULL,
    message text NOT NULL,
    hint text,
    batch_id bigint,
    message_id bigint,
    phone_number text,
    occurred_at timestamp with time zone DEFAULT now() NOT NULL,
    resolved_at timestamp with time zone
);

ALTER TABLE outlier.incidents ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.incidents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.invoke_history_default (
    id bigint NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    digest bytea NOT NULL,
    rule_type text,
    body text NOT NULL,
    state text DEFAULT 'stored'::text NOT NULL,
    mentions text[],
    CONSTRAINT invoke_history_state_is_known CHECK ((state = ANY (ARRAY['stored'::text, 'done'::text, 'ignored'::text, 'repeat'::text, 'failed'::text, 'erased'::text])))
);

ALTER TABLE outlier.invoke_history ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.invoke_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.job_runs (
    run_id bigint NOT NULL,
    job_id bigint NOT NULL,
    started_at timestamp with time zone,
    status text NOT NULL,
    message text,
    CONSTRAINT a_run_that_is_kept_has_ended CHECK ((status = ANY (ARRAY['succeeded'::text, 'failed'::text])))
);

CREATE VIEW outlier.wanted_jobs AS
 SELECT w.job,
    w.schedule,
    w.command
   FROM ( VALUES ('check-and-trigger-broadcast'::text,'* * * * *'::text,'select outlier.check_and_trigger_broadcast()'::text), ('check-and-run-campaigns'::text,'* * * * *'::text,'call outlier.check_and_run_campaigns_separately()'::text), ('maintain-queues'::text,'* * * * *'::text,'call outlier.run_maintenance()'::text), ('retry-webhooks'::text,'* * * * *'::text,'call outlier.run_event_retries()'::text), ('daily-reconciliation'::text,'0 20 * * *'::text,'select outlier.reconcile()'::text), ('daily-failed-deliveries-setup'::text,'0 22 * * *'::text,'select outlier.handle_failed_deliveries()'::text), ('daily-archive-double-failures-setup'::text,'0 23 * * *'::text,'select outlier.archive_double_failures()'::text), ('maintain-partitions'::text,'17 9 * * *'::text,'select outlier.maintain_partitions()'::text), ('forget-job-runs'::text,'40 4 * * *'::text,'select outlier.delete_job_runs()'::text)) w(job, schedule, command);

CREATE VIEW outlier.job_status AS
 SELECT COALESCE(w.job, j.job) AS job,
    COALESCE(j.schedule, w.schedule) AS schedule,
    j.active,
    j.last_started_at,
    j.last_status,
    j.last_message,
        CASE
            WHEN (to_regclass('cron.job'::text) IS NULL) THEN 'pg_cron is not in this database'::text
            WHEN (j.job IS NULL) THEN 'it is not scheduled'::text
            WHEN ((j.command <> w.command) OR (j.schedule <> w.schedule)) THEN format('it is scheduled as %s: %s, and should be %s: %s'::text, j.schedule, j.command, w.schedule, w.command)
            WHEN (NOT j.active) THEN 'it is switched off'::text
            WHEN (j.last_status = 'failed'::text) THEN ('it failed: '::text || COALESCE(j.last_message, 'without a message'::text))
            WHEN ((w.schedule = '* * * * *'::text) AND (GREATEST(j.last_started_at, outlier.jobs_expected_since()) < (now() - '00:05:00'::interval))) THEN
            CASE
                WHEN (j.last_started_at IS NULL) THEN 'it has not run yet'::text
                ELSE ('it has not run since '::text || outlier.local_time(j.last_started_at))
            END
            ELSE NULL::text
        END AS problem,
    COALESCE(j.failed_in_a_row, 0) AS failed_in_a_row
   FROM (outlier.wanted_jobs w
     FULL JOIN outlier.read_jobs() j(job, schedule, command, active, last_started_at, last_status, last_message, failed_in_a_row) ON ((j.job = w.job)));

CREATE TABLE outlier.labels (
    id uuid NOT NULL,
    name text NOT NULL,
    name_with_parent_names text,
    organization_id uuid,
    parent uuid,
    color text,
    visibility text,
    share_with_organization boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE outlier.late_touches (
    phone_number text NOT NULL,
    texted_at timestamp with time zone NOT NULL
);

CREATE TABLE outlier.links (
    id bigint NOT NULL,
    url text NOT NULL,
    state text DEFAULT 'wanted'::text NOT NULL,
    short_url text,
    error text,
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT a_link_that_was_made_has_its_short_form CHECK (((state = 'made'::text) = (short_url IS NOT NULL))),
    CONSTRAINT link_state_is_known CHECK ((state = ANY (ARRAY['wanted'::text, 'made'::text, 'failed'::text])))
);

ALTER TABLE outlier.links ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.links_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.lookup_templates (
    name text NOT NULL,
    content text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT a_template_has_at_most_8000_characters CHECK ((char_length(content) <= 8000))
);

CREATE TABLE outlier.message_reads (
    missive_id uuid NOT NULL,
    due_at timestamp with time zone NOT NULL,
    CONSTRAINT due_at_is_before_the_year_2100 CHECK (((due_at >= '1970-01-01 00:00:00+00'::timestamp with time zone) AND (due_at < '2100-01-01 00:00:00+00'::timestamp with time zone)))
);

ALTER TABLE outlier.message_statuses ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.message_statuses_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.organizations (
    id uuid NOT NULL,
    name text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE outlier.posts (
    id bigint NOT NULL,
    subject text NOT NULL,
    conversation_id uuid NOT NULL,
    purpose text NOT NULL,
    text text NOT NULL,
    missive_id uuid,
    posted_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE outlier.posts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.posts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.tokens (
    name text NOT NULL,
    quota text NOT NULL,
    CONSTRAINT name_is_a_token_of_the_configuration CHECK ((name = ANY (ARRAY['first_messages'::text, 'second_messages'::text, 'general'::text, 'read_conversations'::text, 'dub'::text, 'lookup'::text, 'twilio'::text])))
);

CREATE VIEW outlier.problems AS
 SELECT i.kind,
    i.message,
    i.hint,
    i.occurred_at
   FROM outlier.incidents i
  WHERE ((i.resolved_at IS NULL) AND (i.kind <> 'accepted_late'::text))
UNION ALL
 SELECT 'accepted_late'::text AS kind,
    format('%s messages were accepted after their claims had ended: people may have got a text twice'::text, count(*)) AS message,
    'Run: select * from outlier.incidents where kind = ''accepted_late'' and resolved_at is null; Then find out whether an executor was frozen or its machine was suspended.'::text AS hint,
    min(i.occurred_at) AS occurred_at
   FROM outlier.incidents i
  WHERE ((i.resolved_at IS NULL) AND (i.kind = 'accepted_late'::text))
 HAVING (count(*) > 0)
UNION ALL
 SELECT 'copy'::text AS kind,
    format('This database is a copy of %s. Nothing is sent.'::text, outlier.describe_copy()) AS message,
    'If production was moved or restored here, an administrator must run: select outlier.adopt_database(''keep''); On a copy for tests: select outlier.adopt_database(''cancel'');'::text AS hint,
    NULL::timestamp with time zone AS occurred_at
  WHERE (outlier.describe_copy() IS NOT NULL)
UNION ALL
 SELECT 'failover_unread'::text AS kind,
    format('the database failed over at %s. %s until Twilio''s log since %s has been read: %s'::text, outlier.local_time(f.noticed_at),
        CASE f.state
            WHEN 'reading'::text THEN 'Nothing is sent'::text
            ELSE format('%s messages that may have gone out wait'::text, f.texts_held)
        END, outlier.local_time(f.lost_from), COALESCE(f.error, 'Twilio has not answered yet'::text)) AS message,
    format('Check Twilio__AccountSid and Twilio__AuthToken of the executor. If Twilio cannot be reached, look in Missive for opt-outs since then and unsubscribe those people, then run: select outlier.go_on_after_failover(%s);'::text, f.id) AS hint,
    f.noticed_at AS occurred_at
   FROM outlier.failovers f
  WHERE (((f.state = 'reading'::text) AND (f.noticed_at < (now() - '00:00:30'::interval))) OR ((f.state = 'settling'::text) AND (f.settle_at < (now() - '00:01:00'::interval))))
UNION ALL
 SELECT 'settings'::text AS kind,
    'no phone number to send from is set'::text AS message,
    'update outlier.settings set sending_phone_number = ''+1…'';'::text AS hint,
    NULL::timestamp with time zone AS occurred_at
  WHERE (NOT (EXISTS ( SELECT
           FROM outlier.settings s
          WHERE (s.sending_phone_number IS NOT NULL))))
UNION ALL
 SELECT 'reviews_wait'::text AS kind,
    format('%s messages may be opt-outs, and have waited for a decision for a working day'::text, count(*)) AS message,
    format('Select them from outlier.consent_reviews where decision is null. Decide in Missive with the comment "unsubscribe" or "keep". If nobody decides, Outlier opts the first person out at %s.'::text, outlier.local_time(min(r.due_at))) AS hint,
    min(r.opened_at) AS occurred_at
   FROM outlier.consent_reviews r
  WHERE ((r.decision IS NULL) AND (outlier.add_business_days(r.opened_at, 1) < now()))
 HAVING (count(*) > 0)
UNION ALL
 SELECT 'stopped'::text AS kind,
    'all sending is stopped'::text AS message,
    'select outlier.resume_all_sending();'::text AS hint,
    NULL::timestamp with time zone AS occurred_at
  WHERE (EXISTS ( SELECT
           FROM outlier.settings s
          WHERE s.sending_stopped))
UNION ALL
 SELECT 'no_broadcast'::text AS kind,
    'there is no upcoming broadcast'::text AS message,
    'insert into outlier.broadcasts (first_message, second_message) values (''…'', ''…'');'::text AS hint,
    NULL::timestamp with time zone AS occurred_at
  WHERE (NOT (EXISTS ( SELECT
           FROM outlier.broadcasts b
          WHERE (b.state = 'scheduled'::text))))
UNION ALL
 SELECT 'no_schedule'::text AS kind,
    'the upcoming broadcast has no run_at, and no weekly schedule is active'::text AS message,
    'insert into outlier.broadcast_settings (mon) values (''10:00'');'::text AS hint,
    NULL::timestamp with time zone AS occurred_at
  WHERE (EXISTS ( SELECT
           FROM outlier.broadcasts b
          WHERE ((b.state = 'scheduled'::text) AND (outlier.planned_run_at(b.*) IS NULL))))
UNION ALL
 SELECT 'unknown_outcome'::text AS kind,
    format('%s messages were sent to Missive, but Missive did not answer'::text, count(*)) AS message,
    'Read them in outlier.unknown_messages. Outlier does not send them again until their outcome is known. If Twilio is configured, Outlier asks Twilio after their leases expire.'::text AS hint,
    min(q.claimed_at) AS occurred_at
   FROM outlier.queued_messages q
  WHERE (q.state = 'unknown'::text)
 HAVING (count(*) > 0)
UNION ALL
 SELECT 'webhook_failed'::text AS kind,
    format('%s webhooks were stored, but Outlier could not process them'::text, count(*)) AS message,
    'Read outlier.errors: an opt-out may be among them. Outlier retries each one until next_attempt_at is null. After that, run: outlier replay --event <invoke_history_id>, or set resolved_at.'::text AS hint,
    min(e.occurred_at) AS occurred_at
   FROM outlier.errors e
  WHERE (e.resolved_at IS NULL)
 HAVING (count(*) > 0)
UNION ALL
 SELECT 'nobody_sends'::text AS kind,
    format('%s messages of %s are due, but no executor claims them'::text, due.messages, outlier.queue_name(idle.is_second)) AS message,
    'Check that the executor is running and that its /health/ready reports no problem.'::text AS hint,
    due.since AS occurred_at
   FROM (( SELECT queue.is_second
           FROM ((( VALUES (false), (true)) queue(is_second)
             JOIN outlier.tokens token ON ((token.name = outlier.queue_name(queue.is_second))))
             JOIN outlier.quotas budget ON ((budget.name = token.quota)))
          WHERE ((NOT (EXISTS ( SELECT
                   FROM outlier.queued_messages busy
                  WHERE ((busy.is_second = queue.is_second) AND (busy.state = 'sending'::text))))) AND (NOT ( SELECT s.sending_stopped
                   FROM outlier.settings s)) AND (NOT (EXISTS ( SELECT
                   FROM outlier.failovers f
                  WHERE (f.state = 'reading'::text)))) AND (outlier.quota_allowance(budget.*, false, now()) > 0))
         OFFSET 0) idle
     CROSS JOIN LATERAL ( SELECT count(*) AS messages,
            min(q.due_at) AS since
           FROM outlier.queued_messages q
          WHERE ((q.is_second = idle.is_second) AND (q.state = 'waiting'::text) AND (q.due_at < (now() - '00:01:00'::interval)) AND (q.batch_id IN ( SELECT b.id
                   FROM outlier.batches b
                  WHERE (b.state = 'sending'::text))))) due)
  WHERE (due.messages > 0)
UNION ALL
 SELECT 'quota_held'::text AS kind,
    format('calls of the quota %s are paused until %s: %s'::text, q.name, outlier.local_time(q.held_until), q.hold_reason) AS message,
    NULL::text AS hint,
    NULL::timestamp with time zone AS occurred_at
   FROM outlier.quotas q
  WHERE (q.held_until > now())
UNION ALL
 SELECT 'clock'::text AS kind,
    format('the clock of %s is %s seconds %s the database server''s'::text, (initcap((latest.service COLLATE "C")) COLLATE "default"), round(EXTRACT(epoch FROM
        CASE
            WHEN (latest.lowest > '00:00:00'::interval) THEN latest.lowest
            ELSE (- latest.highest)
        END)),
        CASE
            WHEN (latest.lowest > '00:00:00'::interval) THEN 'ahead of'::text
            ELSE 'behind'::text
        END) AS message,
    'Synchronize the clock of the database server with NTP. Until then, Outlier allows for the difference when it matches messages by time.'::text AS hint,
    latest.hour AS occurred_at
   FROM ( SELECT DISTINCT ON (c.service) c.service,
            c.hour,
            c.lowest,
            c.highest
           FROM outlier.clock_offsets c
          WHERE (c.hour > (now() - '1 day'::interval))
          ORDER BY c.service, c.hour DESC) latest
  WHERE ((latest.lowest > '00:00:30'::interval) OR (latest.highest < '-00:00:30'::interval))
UNION ALL
 SELECT 'job_failed'::text AS kind,
    format('the job %s failed twice in a row: %s'::text, j.job, outlier.mask_error_message(COALESCE(j.last_message, 'without a message'::text))) AS message,
    'Remove the cause. The next successful run ends this problem. See outlier.job_status and cron.job_run_details.'::text AS hint,
    j.last_started_at AS occurred_at
   FROM outlier.job_status j
  WHERE (j.failed_in_a_row > 1)
UNION ALL
 SELECT 'scheduler_dead'::text AS kind,
    format('pg_cron has run no job since %s: no broadcast and no campaign starts'::text, outlier.local_time(silent.since)) AS message,
    'Restart the database server: that starts pg_cron''s scheduler again. If it still runs no job, look for pg_cron in the server''s log, and compare shared_preload_libraries and cron.database_name with docs/how-to/install.md.'::text AS hint,
    silent.since AS occurred_at
   FROM outlier.scheduler_silent_since() silent(since)
  WHERE (silent.since IS NOT NULL)
UNION ALL
 SELECT 'approval_missing'::text AS kind,
    outlier.explain_missing_approval(b.*, outlier.find_approval(b.*), outlier.count_batch_people(b.*)) AS message,
    format('Somebody who did not write it must read and approve it: POST /%ss/%s/approve/, or select outlier.approve_batch(%s, ''name'');'::text, b.kind, b.id, b.id) AS hint,
    b.run_at AS occurred_at
   FROM outlier.batches b
  WHERE ((b.state = 'scheduled'::text) AND outlier.is_waiting_for_approval(b.*))
UNION ALL
 SELECT 'broadcast_overdue'::text AS kind,
    format('broadcast %s was due at %s and has not started'::text, due.id, outlier.local_time(due.run_at)) AS message,
    'Run: select outlier.check_and_trigger_broadcast(); It starts the broadcast within settings.catch_up_window, or says why not. See outlier.job_status for the job that should have run it.'::text AS hint,
    due.run_at AS occurred_at
   FROM ( SELECT b.id,
            outlier.broadcast_run_at(b.*) AS run_at
           FROM (outlier.broadcasts b
             JOIN outlier.batches shared ON ((shared.id = b.id)))
          WHERE ((b.state = 'scheduled'::text) AND (NOT outlier.is_waiting_for_approval(shared.*)))) due
  WHERE (due.run_at < (now() - '00:03:00'::interval))
UNION ALL
 SELECT 'campaign_overdue'::text AS kind,
    format('campaign %s was due at %s and has not started'::text, c.id, outlier.local_time(c.run_at)) AS message,
    'Run: select outlier.check_and_run_campaigns(); It starts the campaign within settings.catch_up_window, or reports why not. See outlier.job_status for the job that should have run it.'::text AS hint,
    c.run_at AS occurred_at
   FROM outlier.batches c
  WHERE ((c.kind = 'campaign'::text) AND (c.state = 'scheduled'::text) AND (c.run_at < (now() - '00:03:00'::interval)) AND (NOT outlier.is_waiting_for_approval(c.*)));

CREATE VIEW outlier.queue_status AS
 SELECT queues.name AS queue,
    count(q.id) FILTER (WHERE ((q.state = 'waiting'::text) AND (q.due_at <= now()))) AS due,
    count(q.id) FILTER (WHERE ((q.state = 'waiting'::text) AND (q.due_at > now()))) AS due_later,
    count(q.id) FILTER (WHERE (q.state = 'sending'::text)) AS sending,
    count(q.id) FILTER (WHERE (q.state = 'unknown'::text)) AS unknown,
    min(q.due_at) FILTER (WHERE (q.state = 'waiting'::text)) AS next_due_at,
    quota.held_until,
    quota.hold_reason
   FROM (((( VALUES ('first_messages'::text,false), ('second_messages'::text,true)) queues(name, is_second)
     JOIN outlier.tokens token ON ((token.name = queues.name)))
     JOIN outlier.quotas quota ON ((quota.name = token.quota)))
     LEFT JOIN outlier.queued_messages q ON ((q.is_second = queues.is_second)))
  GROUP BY queues.name, quota.held_until, quota.hold_reason;

CREATE TABLE outlier.quota_limits (
    quota text NOT NULL,
    per interval NOT NULL,
    calls integer NOT NULL,
    CONSTRAINT calls_is_1_to_a_million CHECK (((calls >= 1) AND (calls <= 1000000))),
    CONSTRAINT per_is_a_second_to_31_days CHECK (((per >= '00:00:01'::interval) AND (per <= '31 days'::interval)))
);

CREATE TABLE outlier.quota_uses (
    quota text NOT NULL,
    until timestamp with time zone NOT NULL,
    calls integer NOT NULL,
    id bigint NOT NULL,
    CONSTRAINT calls_is_positive CHECK ((calls > 0)),
    CONSTRAINT until_is_a_time_of_this_century CHECK (((until >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (until <= '2100-01-01 00:00:00+00'::timestamp with time zone)))
);

ALTER TABLE outlier.quota_uses ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.quota_uses_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.recipients (
    id bigint NOT NULL,
    batch_id bigint NOT NULL,
    broadcast_id bigint,
    campaign_id bigint,
    audience_segment_id bigint,
    phone_number text NOT NULL,
    reason text,
    follow_up_reason text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT a_recipient_is_of_one_batch CHECK (((batch_id = COALESCE(broadcast_id, campaign_id)) AND ((broadcast_id IS NULL) OR (campaign_id IS NULL))))
);

ALTER TABLE outlier.recipients ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.recipients_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 100
);

CREATE TABLE outlier.reconciliations (
    id bigint NOT NULL,
    state text DEFAULT 'running'::text NOT NULL,
    since timestamp with time zone NOT NULL,
    next_page text,
    listing boolean DEFAULT true NOT NULL,
    pages integer DEFAULT 0 NOT NULL,
    listed integer DEFAULT 0 NOT NULL,
    matched integer DEFAULT 0 NOT NULL,
    changed integer DEFAULT 0 NOT NULL,
    read_singly integer DEFAULT 0 NOT NULL,
    error text,
    started_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    phone_numbers text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT a_reconciliation_that_has_ended_says_when CHECK (((state = 'running'::text) = (finished_at IS NULL))),
    CONSTRAINT reconciliation_state_is_known CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'replaced'::text]))),
    CONSTRAINT since_is_a_time_of_this_century CHECK (((since >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (since <= '2100-01-01 00:00:00+00'::timestamp with time zone)))
);

CREATE VIEW outlier.reconciliation_progress AS
 SELECT r.id,
    r.state,
    r.since,
    r.pages,
    r.listed,
    r.matched,
    r.changed,
    r.read_singly,
    ( SELECT count(*) AS count
           FROM outlier.requests waiting
          WHERE ((waiting.kind = ANY (ARRAY['read_message'::text, 'read_person'::text])) AND (((waiting.payload ->> 'reconciliation'::text))::bigint = r.id))) AS left_to_read,
    r.started_at,
    r.updated_at,
    r.finished_at,
    r.error
   FROM outlier.reconciliations r;

ALTER TABLE outlier.reconciliations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.reconciliations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.refusal_runs (
    batch_id bigint NOT NULL,
    is_second boolean NOT NULL,
    status integer,
    message_ids bigint[] NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT a_run_of_refusals_has_messages CHECK (((cardinality(message_ids) > 0) AND (array_position(message_ids, NULL::bigint) IS NULL)))
);

CREATE TABLE outlier.request_kinds (
    kind text NOT NULL,
    called_as text NOT NULL,
    description text NOT NULL
);

ALTER TABLE outlier.requests ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.requests_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW outlier.review_report AS
 SELECT outlier.normalize_message_text(r.message) AS words,
    min(r.decision) AS decision,
    count(*) AS decisions,
    max(r.decided_at) AS last_decided_at
   FROM outlier.consent_reviews r
  WHERE ((r.decision IS NOT NULL) AND (r.decided_by <> 'the deadline'::text))
  GROUP BY (outlier.normalize_message_text(r.message))
 HAVING ((count(*) > 3) AND (min(r.decision) = max(r.decision)));

CREATE TABLE outlier.rules (
    id uuid NOT NULL,
    description text,
    type text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE outlier.scheduler (
    is_only_row boolean DEFAULT true NOT NULL,
    jobs_set_up_at timestamp with time zone DEFAULT now() NOT NULL,
    kept_run_id bigint DEFAULT 0 NOT NULL,
    CONSTRAINT kept_run_id_is_not_negative CHECK ((kept_run_id >= 0)),
    CONSTRAINT scheduler_has_one_row CHECK (is_only_row)
);

CREATE VIEW outlier.segment_stats AS
 SELECT s.id,
    s.name,
    (COALESCE(sum(sums.people), (0)::numeric))::bigint AS people,
    (COALESCE(sum(sums.left_out), (0)::numeric))::bigint AS left_out,
    (COALESCE(sum(sums.first_sent), (0)::numeric))::bigint AS first_sent,
    (COALESCE(sum(sums.second_sent), (0)::numeric))::bigint AS second_sent,
    (COALESCE(sum(sums.delivered), (0)::numeric))::bigint AS delivered,
    (COALESCE(sum(sums.failed), (0)::numeric))::bigint AS failed,
    (COALESCE(sum(sums.unknown), (0)::numeric))::bigint AS unknown,
    (COALESCE(sum(sums.replies), (0)::numeric))::bigint AS replies,
    (COALESCE(sum(sums.opt_outs), (0)::numeric))::bigint AS opt_outs
   FROM (outlier.audience_segments s
     LEFT JOIN outlier.batch_segment_sums sums ON ((sums.segment_id = s.id)))
  GROUP BY s.id, s.name;

CREATE TABLE outlier.sending_numbers (
    phone_number text NOT NULL,
    first_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT "sending_number_is_e164_such_as_+13135550100" CHECK ((phone_number ~ '^\+[1-9][0-9]{6,14}$'::text))
);

CREATE TABLE outlier.short_domains (
    host text NOT NULL,
    CONSTRAINT host_is_in_lower_case CHECK ((host = lower(host)))
);

CREATE TABLE outlier.states (
    code text NOT NULL,
    name text NOT NULL,
    country text NOT NULL,
    time_zones outlier.time_zone[] NOT NULL,
    CONSTRAINT code_is_two_or_three_capital_letters CHECK ((code ~ '^[A-Z]{2,3}$'::text)),
    CONSTRAINT country_is_three_capital_letters CHECK ((country ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT name_is_given CHECK ((name ~ '[^[:space:]]'::text)),
    CONSTRAINT time_zones_are_at_least_one CHECK ((cardinality(time_zones) > 0)),
    CONSTRAINT time_zones_are_not_null CHECK ((array_position((time_zones)::text[], NULL::text) IS NULL)),
    CONSTRAINT time_zones_are_one_list CHECK ((array_ndims(time_zones) = 1))
);

ALTER TABLE outlier.tallies ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.tallies_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.tasks_assignees (
    comment_id uuid NOT NULL,
    user_id uuid NOT NULL
);

CREATE TABLE outlier.teams (
    id uuid NOT NULL,
    name text,
    organization_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE outlier.twilio_messages (
    id uuid NOT NULL,
    conversation_id uuid,
    from_phone_number text,
    to_phone_number text,
    preview text,
    type text,
    external_id text,
    "references" text[] DEFAULT '{}'::text[] NOT NULL,
    delivered_at timestamp with time zone,
    is_reply boolean DEFAULT false NOT NULL,
    reply_to_broadcast bigint,
    reply_to_campaign bigint,
    reply_to_batch bigint GENERATED ALWAYS AS (COALESCE(reply_to_broadcast, reply_to_campaign)) STORED,
    sender_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    attachments jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT a_reply_answers_one_batch CHECK (((reply_to_broadcast IS NULL) OR (reply_to_campaign IS NULL))),
    CONSTRAINT what_answers_a_batch_is_a_reply CHECK ((is_reply OR (COALESCE(reply_to_broadcast, reply_to_campaign) IS NULL)))
);

CREATE TABLE outlier.unhandled_failures (
    message_status_id bigint NOT NULL,
    job text NOT NULL,
    CONSTRAINT job_is_a_nightly_one CHECK ((job = ANY (ARRAY['undeliverable'::text, 'double_failure'::text])))
);

CREATE VIEW outlier.unknown_messages AS
 SELECT q.id,
    outlier.queue_name(q.is_second) AS queue,
    q.batch_id,
    q.broadcast_id,
    q.campaign_id,
    q.recipient_phone_number,
    q.message,
    q.claimed_at,
    q.claimed_by,
    q.last_error
   FROM outlier.queued_messages q
  WHERE (q.state = 'unknown'::text);

CREATE TABLE outlier.unrecorded_texts (
    sid text NOT NULL,
    failover_id bigint NOT NULL,
    phone_number text NOT NULL,
    sending_phone_number text,
    digest bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT a_digest_of_a_text_is_a_sha256 CHECK ((octet_length(digest) = 32))
);

CREATE TABLE outlier.unsubscribed_messages (
    id bigint NOT NULL,
    twilio_message_id uuid NOT NULL,
    message_status_id bigint,
    broadcast_id bigint,
    campaign_id bigint,
    batch_id bigint GENERATED ALWAYS AS (COALESCE(broadcast_id, campaign_id)) STORED,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT an_opt_out_follows_one_batch CHECK (((broadcast_id IS NULL) OR (campaign_id IS NULL)))
);

ALTER TABLE outlier.unsubscribed_messages ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.unsubscribed_messages_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.user_history (
    id bigint NOT NULL,
    user_id uuid NOT NULL,
    name text,
    email text,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE outlier.user_history ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME outlier.user_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE outlier.users (
    id uuid NOT NULL,
    name text,
    email text,
    avatar_url text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE VIEW outlier.wanted_settings AS
 SELECT w.name,
    w.value
   FROM ( VALUES ('default_transaction_isolation'::text,'read committed'::text), ('default_transaction_deferrable'::text,'off'::text), ('standard_conforming_strings'::text,'on'::text), ('row_security'::text,'on'::text), ('DateStyle'::text,'ISO, MDY'::text), ('IntervalStyle'::text,'postgres'::text), ('TimeZone'::text,'UTC'::text), ('bytea_output'::text,'hex'::text), ('extra_float_digits'::text,'1'::text), ('array_nulls'::text,'on'::text), ('transform_null_equals'::text,'off'::text), ('quote_all_identifiers'::text,'off'::text), ('gin_fuzzy_search_limit'::text,'0'::text), ('client_min_messages'::text,'warning'::text), ('jit'::text,'off'::text), ('lock_timeout'::text,'0'::text), ('idle_session_timeout'::text,'0'::text), ('idle_in_transaction_session_timeout'::text,'0'::text), ('transaction_timeout'::text,'0'::text)) w(name, value);

CREATE TABLE outlier.zipcodes (
    first_zipcode text NOT NULL,
    last_zipcode text NOT NULL,
    state text NOT NULL,
    CONSTRAINT first_zipcode_is_five_digits CHECK ((first_zipcode ~ '^[0-9]{5}$'::text)),
    CONSTRAINT first_zipcode_is_not_after_last_zipcode CHECK ((first_zipcode <= last_zipcode)),
    CONSTRAINT last_zipcode_is_five_digits CHECK ((last_zipcode ~ '^[0-9]{5}$'::text))
);

ALTER TABLE ONLY outlier.queued_messages ATTACH PARTITION outlier.broadcast_first_messages FOR VALUES IN (false);

ALTER TABLE ONLY outlier.queued_messages ATTACH PARTITION outlier.broadcast_second_messages FOR VALUES IN (true);

ALTER TABLE ONLY outlier.errors ATTACH PARTITION outlier.errors_default DEFAULT;

ALTER TABLE ONLY outlier.invoke_history ATTACH PARTITION outlier.invoke_history_default DEFAULT;

ALTER TABLE ONLY outlier.broadcasts ALTER COLUMN kind SET DEFAULT 'broadcast'::text;

ALTER TABLE ONLY outlier.campaigns ALTER COLUMN kind SET DEFAULT 'campaign'::text;

ALTER TABLE ONLY outlier.queued_messages ALTER COLUMN id SET DEFAULT nextval('outlier.queued_message_id_seq'::regclass);

ALTER TABLE ONLY outlier.conversation_history
    ADD CONSTRAINT a_change_of_a_conversation_is_recorded_once UNIQUE (conversation_id, changed_at, change_type);

ALTER TABLE ONLY outlier.comments_mentions
    ADD CONSTRAINT a_comment_mentions_somebody_once_at_a_place UNIQUE NULLS NOT DISTINCT (comment_id, user_id, team_id, starts_at);

ALTER TABLE ONLY outlier.campaign_file_recipients
    ADD CONSTRAINT a_line_of_a_file_is_read_once PRIMARY KEY (campaign_id, line, place);

ALTER TABLE ONLY outlier.message_statuses
    ADD CONSTRAINT a_missive_message_is_recorded_once UNIQUE (missive_id);

ALTER TABLE ONLY outlier.recipients
    ADD CONSTRAINT a_person_is_listed_once PRIMARY KEY (batch_id, phone_number);

ALTER TABLE ONLY outlier.posts
    ADD CONSTRAINT a_post_of_missive_belongs_to_one_subject UNIQUE (missive_id);

ALTER TABLE ONLY outlier.message_statuses
    ADD CONSTRAINT a_queued_message_is_recorded_once UNIQUE (queued_message_id);

ALTER TABLE ONLY outlier.held_imports
    ADD CONSTRAINT a_source_row_is_held_once UNIQUE (kind, source_id);

ALTER TABLE ONLY outlier.contact_hours
    ADD CONSTRAINT a_state_has_one_row_for_each_weekday UNIQUE NULLS NOT DISTINCT (state, weekday);

ALTER TABLE ONLY outlier.requests
    ADD CONSTRAINT a_subject_is_asked_about_once UNIQUE (subject);

ALTER TABLE ONLY outlier.posts
    ADD CONSTRAINT a_subject_is_posted_once UNIQUE (subject);

ALTER TABLE ONLY outlier.api_tokens
    ADD CONSTRAINT a_token_is_known_once UNIQUE (digest);

ALTER TABLE ONLY outlier.links
    ADD CONSTRAINT an_address_has_one_link EXCLUDE USING hash (url WITH =);

ALTER TABLE ONLY outlier.unsubscribed_messages
    ADD CONSTRAINT an_opt_out_is_recorded_once UNIQUE (twilio_message_id);

ALTER TABLE ONLY outlier.api_tokens
    ADD CONSTRAINT api_tokens_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.applied_scripts
    ADD CONSTRAINT applied_scripts_pkey PRIMARY KEY (name);

ALTER TABLE ONLY outlier.approvals
    ADD CONSTRAINT approvals_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.area_codes
    ADD CONSTRAINT area_codes_pkey PRIMARY KEY (code);

ALTER TABLE ONLY outlier.audience_segments
    ADD CONSTRAINT audience_segments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.authors_labels
    ADD CONSTRAINT authors_labels_pkey PRIMARY KEY (label_id, author) INCLUDE (since);

ALTER TABLE ONLY outlier.authors
    ADD CONSTRAINT authors_pkey PRIMARY KEY (phone_number);

ALTER TABLE ONLY outlier.batch_brakes
    ADD CONSTRAINT batch_brakes_pkey PRIMARY KEY (batch_id);

ALTER TABLE ONLY outlier.batch_transitions
    ADD CONSTRAINT batch_transitions_pkey PRIMARY KEY (from_state, to_state);

ALTER TABLE ONLY outlier.batch_turns
    ADD CONSTRAINT batch_turns_pkey PRIMARY KEY (batch_id, is_second);

ALTER TABLE ONLY outlier.batches
    ADD CONSTRAINT batches_broadcast_id_key UNIQUE (broadcast_id);

ALTER TABLE ONLY outlier.batches
    ADD CONSTRAINT batches_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.broadcast_first_messages
    ADD CONSTRAINT broadcast_first_messages_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.broadcast_second_messages
    ADD CONSTRAINT broadcast_second_messages_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.broadcast_settings
    ADD CONSTRAINT broadcast_settings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.broadcasts_segments
    ADD CONSTRAINT broadcasts_segments_pkey PRIMARY KEY (broadcast_id, segment_id);

ALTER TABLE ONLY outlier.clock_offsets
    ADD CONSTRAINT clock_offsets_pkey PRIMARY KEY (service, hour);

ALTER TABLE ONLY outlier.comments_mentions
    ADD CONSTRAINT comments_mentions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.comments
    ADD CONSTRAINT comments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.consent_events
    ADD CONSTRAINT consent_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.consent_patterns
    ADD CONSTRAINT consent_patterns_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.consent_reviews
    ADD CONSTRAINT consent_reviews_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.contact_hours
    ADD CONSTRAINT contact_hours_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.conversation_history
    ADD CONSTRAINT conversation_history_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.conversations_assignees_history
    ADD CONSTRAINT conversations_assignees_history_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.conversations_assignees
    ADD CONSTRAINT conversations_assignees_pkey PRIMARY KEY (conversation_id, user_id);

ALTER TABLE ONLY outlier.conversations_authors
    ADD CONSTRAINT conversations_authors_pkey PRIMARY KEY (conversation_id, author_phone_number);

ALTER TABLE ONLY outlier.conversations_labels
    ADD CONSTRAINT conversations_labels_pkey PRIMARY KEY (conversation_id, label_id);

ALTER TABLE ONLY outlier.conversations
    ADD CONSTRAINT conversations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.conversations_users
    ADD CONSTRAINT conversations_users_pkey PRIMARY KEY (conversation_id, user_id);

ALTER TABLE ONLY outlier.country_codes
    ADD CONSTRAINT country_codes_pkey PRIMARY KEY (prefix);

ALTER TABLE ONLY outlier.dead_letters
    ADD CONSTRAINT dead_letters_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.direct_texts
    ADD CONSTRAINT direct_texts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.erased_people
    ADD CONSTRAINT erased_people_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY outlier.errors
    ADD CONSTRAINT errors_pkey PRIMARY KEY (occurred_at, id);

ALTER TABLE ONLY outlier.errors_default
    ADD CONSTRAINT errors_default_pkey PRIMARY KEY (occurred_at, id);

ALTER TABLE ONLY outlier.failovers
    ADD CONSTRAINT failovers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.heartbeat
    ADD CONSTRAINT heartbeat_pkey PRIMARY KEY (is_only_row);

ALTER TABLE ONLY outlier.held_imports
    ADD CONSTRAINT held_imports_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.home
    ADD CONSTRAINT home_pkey PRIMARY KEY (is_only_row);

ALTER TABLE ONLY outlier.import_ids
    ADD CONSTRAINT import_ids_pkey PRIMARY KEY (kind, source_id);

ALTER TABLE ONLY outlier.import_report
    ADD CONSTRAINT import_report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.import_sums
    ADD CONSTRAINT import_sums_pkey PRIMARY KEY (kind, source_id, measure);

ALTER TABLE ONLY outlier.import_tables
    ADD CONSTRAINT import_tables_pkey PRIMARY KEY (source_table);

ALTER TABLE ONLY outlier.incidents
    ADD CONSTRAINT incidents_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.invoke_history
    ADD CONSTRAINT invoke_history_pkey PRIMARY KEY (received_at, id);

ALTER TABLE ONLY outlier.invoke_history_default
    ADD CONSTRAINT invoke_history_default_pkey PRIMARY KEY (received_at, id);

ALTER TABLE ONLY outlier.job_runs
    ADD CONSTRAINT job_runs_pkey PRIMARY KEY (run_id);

ALTER TABLE ONLY outlier.labels
    ADD CONSTRAINT labels_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.links
    ADD CONSTRAINT links_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.lookup_templates
    ADD CONSTRAINT lookup_templates_pkey PRIMARY KEY (name);

ALTER TABLE ONLY outlier.message_reads
    ADD CONSTRAINT message_reads_pkey PRIMARY KEY (missive_id);

ALTER TABLE ONLY outlier.message_statuses
    ADD CONSTRAINT message_statuses_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.organizations
    ADD CONSTRAINT organizations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.posts
    ADD CONSTRAINT posts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.quota_limits
    ADD CONSTRAINT quota_limits_pkey PRIMARY KEY (quota, per);

ALTER TABLE ONLY outlier.quota_uses
    ADD CONSTRAINT quota_uses_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.quotas
    ADD CONSTRAINT quotas_pkey PRIMARY KEY (name);

ALTER TABLE ONLY outlier.reconciliations
    ADD CONSTRAINT reconciliations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.refusal_runs
    ADD CONSTRAINT refusal_runs_pkey PRIMARY KEY (batch_id, is_second);

ALTER TABLE ONLY outlier.request_kinds
    ADD CONSTRAINT request_kinds_pkey PRIMARY KEY (kind);

ALTER TABLE ONLY outlier.requests
    ADD CONSTRAINT requests_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.rules
    ADD CONSTRAINT rules_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.scheduler
    ADD CONSTRAINT scheduler_pkey PRIMARY KEY (is_only_row);

ALTER TABLE ONLY outlier.audience_segments
    ADD CONSTRAINT segment_names_are_unique UNIQUE (name);

ALTER TABLE ONLY outlier.sending_numbers
    ADD CONSTRAINT sending_numbers_pkey PRIMARY KEY (phone_number);

ALTER TABLE ONLY outlier.settings
    ADD CONSTRAINT settings_pkey PRIMARY KEY (is_only_row);

ALTER TABLE ONLY outlier.short_domains
    ADD CONSTRAINT short_domains_pkey PRIMARY KEY (host);

ALTER TABLE ONLY outlier.states
    ADD CONSTRAINT states_pkey PRIMARY KEY (code);

ALTER TABLE ONLY outlier.tallies
    ADD CONSTRAINT tallies_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.tasks_assignees
    ADD CONSTRAINT tasks_assignees_pkey PRIMARY KEY (comment_id, user_id);

ALTER TABLE ONLY outlier.teams
    ADD CONSTRAINT teams_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (name);

ALTER TABLE ONLY outlier.twilio_error_codes
    ADD CONSTRAINT twilio_error_codes_pkey PRIMARY KEY (code);

ALTER TABLE ONLY outlier.twilio_messages
    ADD CONSTRAINT twilio_messages_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.unhandled_failures
    ADD CONSTRAINT unhandled_failures_pkey PRIMARY KEY (message_status_id, job);

ALTER TABLE ONLY outlier.unrecorded_texts
    ADD CONSTRAINT unrecorded_texts_pkey PRIMARY KEY (sid);

ALTER TABLE ONLY outlier.unsubscribed_messages
    ADD CONSTRAINT unsubscribed_messages_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.user_history
    ADD CONSTRAINT user_history_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY outlier.consent_patterns
    ADD CONSTRAINT words_mean_one_thing UNIQUE (words);

ALTER TABLE ONLY outlier.zipcodes
    ADD CONSTRAINT zipcodes_pkey PRIMARY KEY (first_zipcode);

CREATE UNIQUE INDEX a_person_gets_a_message_of_a_batch_once ON outlier.message_statuses USING btree (batch_id, recipient_phone_number, is_second);

CREATE UNIQUE INDEX a_person_is_queued_once ON ONLY outlier.queued_messages USING btree (recipient_phone_number, batch_id, is_second);

CREATE UNIQUE INDEX api_tokens_live_name_key ON outlier.api_tokens USING btree (name) WHERE (revoked_at IS NULL);

CREATE INDEX approvals_batch_id_idx ON outlier.approvals USING btree (batch_id);

CREATE INDEX audit_log_batch_id_idx ON outlier.audit_log USING btree (batch_id, id) WHERE (batch_id IS NOT NULL);

CREATE INDEX authors_barred_idx ON outlier.authors USING btree (number) INCLUDE (unsubscribed, exclude) WHERE (unsubscribed OR exclude);

CREATE INDEX authors_labels_author_idx ON outlier.authors_labels USING btree (author);

CREATE INDEX authors_number_idx ON outlier.authors USING btree (number);

CREATE INDEX authors_placed_idx ON outlier.authors USING btree (phone_number) INCLUDE (time_zone, state) WHERE ((time_zone IS NOT NULL) OR (state IS NOT NULL));

CREATE INDEX authors_state_idx ON outlier.authors USING btree (state) WHERE (state IS NOT NULL);

CREATE INDEX batches_approval_id_idx ON outlier.batches USING btree (approval_id) WHERE (approval_id IS NOT NULL);

CREATE INDEX batches_due_idx ON outlier.batches USING btree (run_at) WHERE ((kind = 'campaign'::text) AND (state = 'scheduled'::text));

CREATE UNIQUE INDEX batches_one_upcoming_broadcast_idx ON outlier.batches USING btree ((true)) WHERE ((kind = 'broadcast'::text) AND (state = 'scheduled'::text));

CREATE UNIQUE INDEX batches_repeated_once_idx ON outlier.batches USING btree (repeats_batch_id) WHERE ((repeats_batch_id IS NOT NULL) AND ((state <> 'cancelled'::text) OR (started_at IS NOT NULL)));

CREATE INDEX batches_repeats_batch_id_idx ON outlier.batches USING btree (repeats_batch_id) WHERE (repeats_batch_id IS NOT NULL);

CREATE INDEX batches_run_at_idx ON outlier.batches USING btree (kind, run_at DESC) WHERE (started_at IS NOT NULL);

CREATE INDEX batches_sending_idx ON outlier.batches USING btree (id) WHERE (state = 'sending'::text);

CREATE INDEX queued_messages_batch_due_idx ON ONLY outlier.queued_messages USING btree (batch_id, due_at, id);

CREATE INDEX broadcast_first_messages_batch_id_due_at_id_idx ON outlier.broadcast_first_messages USING btree (batch_id, due_at, id);

CREATE UNIQUE INDEX broadcast_first_messages_recipient_phone_number_batch_id_is_idx ON outlier.broadcast_first_messages USING btree (recipient_phone_number, batch_id, is_second);

CREATE INDEX queued_messages_under_way_idx ON ONLY outlier.queued_messages USING btree (state, lease_until) WHERE (state <> 'waiting'::text);

CREATE INDEX broadcast_first_messages_state_lease_until_idx ON outlier.broadcast_first_messages USING btree (state, lease_until) WHERE (state <> 'waiting'::text);

CREATE INDEX broadcast_second_messages_batch_id_due_at_id_idx ON outlier.broadcast_second_messages USING btree (batch_id, due_at, id);

CREATE UNIQUE INDEX broadcast_second_messages_recipient_phone_number_batch_id_i_idx ON outlier.broadcast_second_messages USING btree (recipient_phone_number, batch_id, is_second);

CREATE INDEX broadcast_second_messages_state_lease_until_idx ON outlier.broadcast_second_messages USING btree (state, lease_until) WHERE (state <> 'waiting'::text);

CREATE UNIQUE INDEX broadcast_settings_one_active_idx ON outlier.broadcast_settings USING btree ((true)) WHERE active;

CREATE INDEX broadcasts_segments_segment_id_idx ON outlier.broadcasts_segments USING btree (segment_id);

CREATE INDEX comments_conversation_id_idx ON outlier.comments USING btree (conversation_id);

CREATE INDEX comments_mentions_team_id_idx ON outlier.comments_mentions USING btree (team_id);

CREATE INDEX comments_mentions_user_id_idx ON outlier.comments_mentions USING btree (user_id);

CREATE INDEX comments_user_id_idx ON outlier.comments USING btree (user_id);

CREATE INDEX consent_events_comment_id_idx ON outlier.consent_events USING btree (comment_id);

CREATE INDEX consent_events_phone_number_idx ON outlier.consent_events USING btree (phone_number, occurred_at);

CREATE INDEX consent_events_twilio_message_id_idx ON outlier.consent_events USING btree (twilio_message_id);

CREATE INDEX consent_patterns_around_idx ON outlier.consent_patterns USING gin (anchors) WHERE (kind = ANY (ARRAY['courtesy'::text, 'reason'::text, 'clause_start'::text, 'clause_joint'::text]));

CREATE INDEX consent_patterns_common_words_idx ON outlier.consent_patterns USING gin (anchors) WHERE (kind = 'common_word'::text);

CREATE INDEX consent_patterns_harmless_idx ON outlier.consent_patterns USING gin (anchors) WHERE (kind = ANY (ARRAY['harmless'::text, 'negation'::text]));

CREATE INDEX consent_patterns_keywords_idx ON outlier.consent_patterns USING btree (length(words), words) WHERE ((kind = 'opt_out'::text) AND (words !~ '[ ()]'::text));

CREATE INDEX consent_patterns_meaning_idx ON outlier.consent_patterns USING gin (anchors) WHERE (kind = ANY (ARRAY['opt_out'::text, 'doubt'::text, 'lone_doubt'::text, 'question'::text, 'filler'::text, 'help'::text, 'opt_in'::text, 'may_opt_in'::text]));

CREATE INDEX consent_patterns_reactions_idx ON outlier.consent_patterns USING btree (id) WHERE (kind = 'reaction'::text);

CREATE INDEX consent_reviews_due_idx ON outlier.consent_reviews USING btree (due_at) WHERE (decision IS NULL);

CREATE UNIQUE INDEX consent_reviews_open_idx ON outlier.consent_reviews USING btree (phone_number) WHERE (decision IS NULL);

CREATE INDEX consent_reviews_phone_number_idx ON outlier.consent_reviews USING btree (phone_number, opened_at);

CREATE INDEX consent_reviews_twilio_message_id_idx ON outlier.consent_reviews USING btree (twilio_message_id);

CREATE INDEX conversation_history_conversation_id_idx ON outlier.conversation_history USING btree (conversation_id, changed_at);

CREATE INDEX conversations_assignees_history_change_idx ON outlier.conversations_assignees_history USING btree (conversation_history_id);

CREATE INDEX conversations_assignees_history_conversation_idx ON outlier.conversations_assignees_history USING btree (conversation_id, changed_at);

CREATE INDEX conversations_assignees_history_user_id_idx ON outlier.conversations_assignees_history USING btree (user_id);

CREATE INDEX conversations_assignees_user_id_idx ON outlier.conversations_assignees USING btree (user_id);

CREATE INDEX conversations_authors_author_idx ON outlier.conversations_authors USING btree (author_phone_number);

CREATE INDEX conversations_labels_label_id_idx ON outlier.conversations_labels USING btree (label_id);

CREATE INDEX conversations_labels_label_idx ON outlier.conversations_labels USING btree (label_id, created_at) WHERE (NOT is_archived);

CREATE INDEX conversations_organization_id_idx ON outlier.conversations USING btree (organization_id);

CREATE INDEX conversations_team_id_idx ON outlier.conversations USING btree (team_id);

CREATE INDEX conversations_users_user_id_idx ON outlier.conversations_users USING btree (user_id);

CREATE INDEX dead_letters_batch_id_idx ON outlier.dead_letters USING btree (batch_id);

CREATE UNIQUE INDEX direct_texts_answer_idx ON outlier.direct_texts USING btree (twilio_message_id, purpose);

CREATE INDEX direct_texts_batch_id_idx ON outlier.direct_texts USING btree (batch_id) WHERE (batch_id IS NOT NULL);

CREATE UNIQUE INDEX direct_texts_help_idx ON outlier.direct_texts USING btree (phone_number, day) WHERE ((purpose = 'help'::text) AND (state = ANY (ARRAY['waiting'::text, 'sent'::text, 'unknown'::text])));

CREATE INDEX direct_texts_phone_number_idx ON outlier.direct_texts USING btree (phone_number, created_at);

CREATE INDEX direct_texts_waiting_idx ON outlier.direct_texts USING btree (expires_at) WHERE (state = 'waiting'::text);

CREATE INDEX errors_invoke_history_id_idx ON ONLY outlier.errors USING btree (invoke_history_id);

CREATE INDEX errors_default_invoke_history_id_idx ON outlier.errors_default USING btree (invoke_history_id);

CREATE INDEX errors_next_attempt_idx ON ONLY outlier.errors USING btree (next_attempt_at) WHERE (resolved_at IS NULL);

CREATE INDEX errors_default_next_attempt_at_idx ON outlier.errors_default USING btree (next_attempt_at) WHERE (resolved_at IS NULL);

CREATE INDEX failovers_noticed_at_idx ON outlier.failovers USING btree (noticed_at);

CREATE INDEX failovers_open_idx ON outlier.failovers USING btree (id) WHERE (state <> 'done'::text);

CREATE INDEX held_imports_audience_segment_id_idx ON outlier.held_imports USING btree (audience_segment_id);

CREATE INDEX held_imports_batch_id_idx ON outlier.held_imports USING btree (batch_id);

CREATE INDEX held_imports_phone_number_idx ON outlier.held_imports USING btree (phone_number) WHERE (phone_number IS NOT NULL);

CREATE INDEX import_report_phone_number_idx ON outlier.import_report USING btree (phone_number) WHERE (phone_number IS NOT NULL);

CREATE INDEX incidents_batch_id_idx ON outlier.incidents USING btree (batch_id) WHERE (batch_id IS NOT NULL);

CREATE INDEX incidents_open_idx ON outlier.incidents USING btree (occurred_at) WHERE (resolved_at IS NULL);

CREATE INDEX invoke_history_digest_idx ON ONLY outlier.invoke_history USING btree (digest);

CREATE INDEX invoke_history_default_digest_idx ON outlier.invoke_history_default USING btree (digest);

CREATE INDEX invoke_history_id_idx ON ONLY outlier.invoke_history USING btree (id);

CREATE INDEX invoke_history_default_id_idx ON outlier.invoke_history_default USING btree (id);

CREATE INDEX invoke_history_unmentioned_idx ON ONLY outlier.invoke_history USING btree (id) WHERE (mentions IS NULL);

CREATE INDEX invoke_history_default_id_idx1 ON outlier.invoke_history_default USING btree (id) WHERE (mentions IS NULL);

CREATE INDEX invoke_history_mentions_idx ON ONLY outlier.invoke_history USING gin (mentions);

CREATE INDEX invoke_history_default_mentions_idx ON outlier.invoke_history_default USING gin (mentions);

CREATE INDEX invoke_history_stored_idx ON ONLY outlier.invoke_history USING btree (received_at) WHERE (state = 'stored'::text);

CREATE INDEX invoke_history_default_received_at_idx ON outlier.invoke_history_default USING btree (received_at) WHERE (state = 'stored'::text);

CREATE INDEX job_runs_job_id_idx ON outlier.job_runs USING btree (job_id, run_id);

CREATE INDEX labels_organization_id_idx ON outlier.labels USING btree (organization_id);

CREATE INDEX links_wanted_idx ON outlier.links USING btree (id) WHERE (state = 'wanted'::text);

CREATE INDEX message_reads_due_idx ON outlier.message_reads USING btree (due_at);

CREATE INDEX message_statuses_audience_segment_id_idx ON outlier.message_statuses USING btree (audience_segment_id);

CREATE INDEX message_statuses_created_at_idx ON outlier.message_statuses USING brin (created_at) WITH (pages_per_range='32', autosummarize='on');

CREATE INDEX message_statuses_failed_idx ON outlier.message_statuses USING btree (recipient_phone_number) WHERE (twilio_sent_status = ANY (ARRAY['failed'::text, 'undelivered'::text]));

CREATE INDEX message_statuses_not_delivered_idx ON outlier.message_statuses USING btree (batch_id, recipient_phone_number) WHERE (twilio_sent_status = ANY (ARRAY['failed'::text, 'undelivered'::text, 'canceled'::text]));

CREATE INDEX message_statuses_outcomes_idx ON outlier.message_statuses USING btree (batch_id, id) WHERE (twilio_sent_status = ANY (ARRAY['delivered'::text, 'read'::text, 'partially_delivered'::text, 'failed'::text, 'undelivered'::text, 'canceled'::text]));

CREATE INDEX message_statuses_recipient_idx ON outlier.message_statuses USING btree (recipient_phone_number, created_at DESC);

CREATE INDEX message_statuses_twilio_id_idx ON outlier.message_statuses USING btree (twilio_id) WHERE (twilio_id IS NOT NULL);

CREATE INDEX quota_uses_quota_idx ON outlier.quota_uses USING btree (quota, until);

CREATE INDEX recipients_left_out_idx ON outlier.recipients USING btree (batch_id, phone_number) WHERE (reason IS NOT NULL);

CREATE INDEX recipients_phone_number_idx ON outlier.recipients USING btree (phone_number);

CREATE UNIQUE INDEX reconciliations_one_running_idx ON outlier.reconciliations USING btree ((true)) WHERE (state = 'running'::text);

CREATE INDEX request_kinds_called_as_idx ON outlier.request_kinds USING btree (called_as);

CREATE INDEX requests_due_idx ON outlier.requests USING btree (due_at) WHERE (state = 'waiting'::text);

CREATE INDEX requests_kind_idx ON outlier.requests USING btree (kind);

CREATE INDEX requests_lease_idx ON outlier.requests USING btree (lease_until) WHERE (state = 'working'::text);

CREATE INDEX tallies_batch_id_idx ON outlier.tallies USING btree (batch_id);

CREATE INDEX tallies_unfolded_idx ON outlier.tallies USING btree (id) WHERE (NOT folded);

CREATE INDEX tasks_assignees_user_id_idx ON outlier.tasks_assignees USING btree (user_id);

CREATE INDEX teams_organization_id_idx ON outlier.teams USING btree (organization_id);

CREATE INDEX tokens_quota_idx ON outlier.tokens USING btree (quota);

CREATE INDEX twilio_messages_external_id_idx ON outlier.twilio_messages USING btree (external_id);

CREATE INDEX twilio_messages_from_idx ON outlier.twilio_messages USING btree (from_phone_number, created_at);

CREATE INDEX twilio_messages_reply_to_batch_idx ON outlier.twilio_messages USING btree (reply_to_batch) WHERE (reply_to_batch IS NOT NULL);

CREATE INDEX twilio_messages_sender_id_idx ON outlier.twilio_messages USING btree (sender_id);

CREATE INDEX twilio_messages_to_idx ON outlier.twilio_messages USING btree (to_phone_number, created_at);

CREATE INDEX unrecorded_texts_failover_id_idx ON outlier.unrecorded_texts USING btree (failover_id);

CREATE INDEX unrecorded_texts_phone_number_idx ON outlier.unrecorded_texts USING btree (phone_number, digest);

CREATE INDEX unsubscribed_messages_batch_id_idx ON outlier.unsubscribed_messages USING btree (batch_id);

CREATE INDEX unsubscribed_messages_message_status_id_idx ON outlier.unsubscribed_messages USING btree (message_status_id);

CREATE INDEX user_history_user_id_idx ON outlier.user_history USING btree (user_id);

CREATE INDEX zipcodes_state_idx ON outlier.zipcodes USING btree (state);

ALTER INDEX outlier.queued_messages_batch_due_idx ATTACH PARTITION outlier.broadcast_first_messages_batch_id_due_at_id_idx;

ALTER INDEX outlier.a_person_is_queued_once ATTACH PARTITION outlier.broadcast_first_messages_recipient_phone_number_batch_id_is_idx;

ALTER INDEX outlier.queued_messages_under_way_idx ATTACH PARTITION outlier.broadcast_first_messages_state_lease_until_idx;

ALTER INDEX outlier.queued_messages_batch_due_idx ATTACH PARTITION outlier.broadcast_second_messages_batch_id_due_at_id_idx;

ALTER INDEX outlier.a_person_is_queued_once ATTACH PARTITION outlier.broadcast_second_messages_recipient_phone_number_batch_id_i_idx;

ALTER INDEX outlier.queued_messages_under_way_idx ATTACH PARTITION outlier.broadcast_second_messages_state_lease_until_idx;

ALTER INDEX outlier.errors_invoke_history_id_idx ATTACH PARTITION outlier.errors_default_invoke_history_id_idx;

ALTER INDEX outlier.errors_next_attempt_idx ATTACH PARTITION outlier.errors_default_next_attempt_at_idx;

ALTER INDEX outlier.errors_pkey ATTACH PARTITION outlier.errors_default_pkey;

ALTER INDEX outlier.invoke_history_digest_idx ATTACH PARTITION outlier.invoke_history_default_digest_idx;

ALTER INDEX outlier.invoke_history_id_idx ATTACH PARTITION outlier.invoke_history_default_id_idx;

ALTER INDEX outlier.invoke_history_unmentioned_idx ATTACH PARTITION outlier.invoke_history_default_id_idx1;

ALTER INDEX outlier.invoke_history_mentions_idx ATTACH PARTITION outlier.invoke_history_default_mentions_idx;

ALTER INDEX outlier.invoke_history_pkey ATTACH PARTITION outlier.invoke_history_default_pkey;

ALTER INDEX outlier.invoke_history_stored_idx ATTACH PARTITION outlier.invoke_history_default_received_at_idx;

CREATE TRIGGER _050_name_batch BEFORE INSERT ON outlier.message_statuses FOR EACH ROW WHEN (((new.batch_id IS NULL) OR ((new.broadcast_id IS NULL) AND (new.campaign_id IS NULL)))) EXECUTE FUNCTION outlier.tg__name_batch();

CREATE TRIGGER _050_name_batch BEFORE INSERT ON outlier.queued_messages FOR EACH ROW WHEN (((new.batch_id IS NULL) OR ((new.broadcast_id IS NULL) AND (new.campaign_id IS NULL)))) EXECUTE FUNCTION outlier.tg__name_batch();

CREATE TRIGGER _050_name_batch BEFORE INSERT ON outlier.recipients FOR EACH ROW WHEN (((new.batch_id IS NULL) OR ((new.broadcast_id IS NULL) AND (new.campaign_id IS NULL)))) EXECUTE FUNCTION outlier.tg__name_batch();

CREATE TRIGGER _100_change_time_zone BEFORE INSERT OR UPDATE OF time_zone ON outlier.settings FOR EACH ROW EXECUTE FUNCTION outlier.tg_settings__change_time_zone();

CREATE TRIGGER _100_check_ratios_inserted AFTER INSERT ON outlier.broadcasts_segments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_broadcasts_segments__check_ratios();

CREATE TRIGGER _100_check_ratios_updated AFTER UPDATE ON outlier.broadcasts_segments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_broadcasts_segments__check_ratios();

CREATE TRIGGER _100_compile BEFORE INSERT OR UPDATE ON outlier.consent_patterns FOR EACH ROW EXECUTE FUNCTION outlier.tg_consent_patterns__compile();

CREATE TRIGGER _100_deleted AFTER DELETE ON outlier.conversations_authors REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_conversations_authors__changed();

CREATE TRIGGER _100_deleted AFTER DELETE ON outlier.conversations_labels REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_conversations_labels__changed();

CREATE TRIGGER _100_exclude AFTER INSERT ON outlier.sending_numbers FOR EACH ROW EXECUTE FUNCTION outlier.tg_sending_numbers__exclude();

CREATE TRIGGER _100_guard BEFORE INSERT OR UPDATE ON outlier.batches FOR EACH ROW EXECUTE FUNCTION outlier.tg_batches__guard();

CREATE TRIGGER _100_inserted AFTER INSERT ON outlier.conversations_authors REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_conversations_authors__changed();

CREATE TRIGGER _100_inserted AFTER INSERT ON outlier.conversations_labels REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_conversations_labels__changed();

CREATE TRIGGER _100_inserted AFTER INSERT ON outlier.requests REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_requests__inserted();

CREATE TRIGGER _100_keep_history AFTER UPDATE ON outlier.users REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_users__keep_history();

CREATE TRIGGER _100_keep_texts BEFORE UPDATE OF first_message, second_message ON outlier.broadcasts_segments FOR EACH ROW WHEN (((new.first_message IS DISTINCT FROM old.first_message) OR (new.second_message IS DISTINCT FROM old.second_message))) EXECUTE FUNCTION outlier.tg_broadcasts_segments__keep_texts();

CREATE TRIGGER _100_mark_changed_by_hand BEFORE INSERT ON outlier.area_codes FOR EACH ROW EXECUTE FUNCTION outlier.tg__mark_changed_by_hand();

CREATE TRIGGER _100_mark_changed_by_hand BEFORE INSERT ON outlier.contact_hours FOR EACH ROW EXECUTE FUNCTION outlier.tg__mark_changed_by_hand();

CREATE TRIGGER _100_mark_changed_by_hand BEFORE INSERT ON outlier.country_codes FOR EACH ROW EXECUTE FUNCTION outlier.tg__mark_changed_by_hand();

CREATE TRIGGER _100_queue_deleted AFTER DELETE ON outlier.queued_messages REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__queue_deleted('first_messages', 'second_messages');

CREATE TRIGGER _100_queue_inserted AFTER INSERT ON outlier.queued_messages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__queue_inserted();

CREATE TRIGGER _100_quota_changed AFTER INSERT OR DELETE OR UPDATE ON outlier.quota_limits FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__quota_changed();

CREATE TRIGGER _100_quota_changed AFTER UPDATE OF max_concurrent, held_until ON outlier.quotas FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__quota_changed();

CREATE TRIGGER _100_quota_changed AFTER UPDATE ON outlier.tokens FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__quota_changed();

CREATE TRIGGER _100_refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON outlier.audit_log FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_audit_log__refuse_change();

CREATE TRIGGER _100_refuse_truncate BEFORE TRUNCATE ON outlier.consent_events FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__refuse_truncate();

CREATE TRIGGER _100_refuse_truncate BEFORE TRUNCATE ON outlier.message_statuses FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__refuse_truncate();

CREATE TRIGGER _100_refuse_truncate BEFORE TRUNCATE ON outlier.recipients FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__refuse_truncate();

CREATE TRIGGER _100_refuse_truncate BEFORE TRUNCATE ON outlier.unsubscribed_messages FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__refuse_truncate();

CREATE TRIGGER _100_renew BEFORE UPDATE ON outlier.broadcast_settings FOR EACH ROW WHEN (((((((((new.mon IS DISTINCT FROM old.mon) OR (new.tue IS DISTINCT FROM old.tue)) OR (new.wed IS DISTINCT FROM old.wed)) OR (new.thu IS DISTINCT FROM old.thu)) OR (new.fri IS DISTINCT FROM old.fri)) OR (new.sat IS DISTINCT FROM old.sat)) OR (new.sun IS DISTINCT FROM old.sun)) OR (new.active IS DISTINCT FROM old.active))) EXECUTE FUNCTION outlier.tg_broadcast_settings__renew();

CREATE TRIGGER _100_renew_deleted BEFORE DELETE ON outlier.broadcast_settings FOR EACH ROW WHEN (old.active) EXECUTE FUNCTION outlier.tg_broadcast_settings__renew();

CREATE TRIGGER _100_restore_refusals AFTER INSERT ON outlier.authors REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_authors__restore_refusals();

CREATE TRIGGER _100_set_zipcode_state_inserted BEFORE INSERT ON outlier.authors FOR EACH ROW WHEN ((new.zipcode IS NOT NULL)) EXECUTE FUNCTION outlier.tg_authors__set_zipcode_state();

CREATE TRIGGER _100_set_zipcode_state_updated BEFORE UPDATE OF zipcode, state ON outlier.authors FOR EACH ROW WHEN (((new.zipcode IS DISTINCT FROM old.zipcode) OR ((new.state IS NULL) AND (new.zipcode IS NOT NULL)))) EXECUTE FUNCTION outlier.tg_authors__set_zipcode_state();

CREATE TRIGGER _100_truncated AFTER TRUNCATE ON outlier.conversations_authors FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__truncate_authors_labels();

CREATE TRIGGER _100_truncated AFTER TRUNCATE ON outlier.conversations_labels FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__truncate_authors_labels();

CREATE TRIGGER _100_try BEFORE INSERT OR UPDATE OF query ON outlier.audience_segments FOR EACH ROW EXECUTE FUNCTION outlier.tg_audience_segments__try();

CREATE TRIGGER _100_updated AFTER UPDATE ON outlier.conversations_authors REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_conversations_authors__changed();

CREATE TRIGGER _100_updated AFTER UPDATE ON outlier.conversations_labels REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_conversations_labels__changed();

CREATE TRIGGER _110_mark_changed_by_hand BEFORE UPDATE ON outlier.area_codes FOR EACH ROW WHEN (((new.* IS DISTINCT FROM old.*) AND (new.changed_by_hand = old.changed_by_hand))) EXECUTE FUNCTION outlier.tg__mark_changed_by_hand();

CREATE TRIGGER _110_mark_changed_by_hand BEFORE UPDATE ON outlier.contact_hours FOR EACH ROW WHEN (((new.* IS DISTINCT FROM old.*) AND (new.changed_by_hand = old.changed_by_hand))) EXECUTE FUNCTION outlier.tg__mark_changed_by_hand();

CREATE TRIGGER _110_mark_changed_by_hand BEFORE UPDATE ON outlier.country_codes FOR EACH ROW WHEN (((new.* IS DISTINCT FROM old.*) AND (new.changed_by_hand = old.changed_by_hand))) EXECUTE FUNCTION outlier.tg__mark_changed_by_hand();

CREATE TRIGGER _200_check_audience BEFORE INSERT OR UPDATE ON outlier.batches FOR EACH ROW WHEN ((new.kind = 'campaign'::text)) EXECUTE FUNCTION outlier.tg_batches__check_audience();

CREATE TRIGGER _200_check_states BEFORE INSERT OR UPDATE OF states ON outlier.area_codes FOR EACH ROW EXECUTE FUNCTION outlier.tg_area_codes__check_states();

CREATE TRIGGER _200_count_slots BEFORE UPDATE OF run_at ON outlier.batches FOR EACH ROW WHEN (((old.kind = 'broadcast'::text) AND (old.state = 'scheduled'::text) AND (old.run_at IS NOT NULL) AND (new.run_at IS NULL) AND (new.scheduled_after = old.scheduled_after))) EXECUTE FUNCTION outlier.tg_batches__count_slots();

CREATE TRIGGER _200_deleted AFTER DELETE ON outlier.authors FOR EACH ROW WHEN ((old.unsubscribed OR old.exclude)) EXECUTE FUNCTION outlier.tg_authors__remember_refusal();

CREATE TRIGGER _200_exclude_own AFTER INSERT ON outlier.authors REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_authors__exclude_own();

CREATE TRIGGER _200_keep_excluded BEFORE UPDATE ON outlier.authors FOR EACH ROW WHEN (((NOT new.exclude) AND (old.exclude OR (new.phone_number <> old.phone_number)))) EXECUTE FUNCTION outlier.tg_authors__keep_excluded();

CREATE TRIGGER _200_keep_salt BEFORE UPDATE ON outlier.settings FOR EACH ROW WHEN ((new.erasure_salt <> old.erasure_salt)) EXECUTE FUNCTION outlier.tg_settings__keep_salt();

CREATE TRIGGER _200_keep_salt_deleted BEFORE DELETE ON outlier.settings FOR EACH ROW EXECUTE FUNCTION outlier.tg_settings__keep_salt();

CREATE TRIGGER _200_leave BEFORE DELETE ON outlier.audience_segments FOR EACH ROW EXECUTE FUNCTION outlier.tg_audience_segments__leave();

CREATE TRIGGER _200_mark_failure_inserted AFTER INSERT ON outlier.message_statuses FOR EACH ROW WHEN ((new.twilio_sent_status = ANY (ARRAY['failed'::text, 'undelivered'::text]))) EXECUTE FUNCTION outlier.tg_message_statuses__mark_failure();

CREATE TRIGGER _200_mark_failure_updated AFTER UPDATE OF twilio_sent_status ON outlier.message_statuses FOR EACH ROW WHEN (((new.twilio_sent_status = ANY (ARRAY['failed'::text, 'undelivered'::text])) AND (old.twilio_sent_status IS DISTINCT FROM new.twilio_sent_status))) EXECUTE FUNCTION outlier.tg_message_statuses__mark_failure();

CREATE TRIGGER _200_refuse_delete BEFORE DELETE ON outlier.batches FOR EACH ROW EXECUTE FUNCTION outlier.tg_batches__refuse_delete();

CREATE TRIGGER _200_renumbered AFTER UPDATE OF phone_number ON outlier.authors FOR EACH ROW WHEN ((old.phone_number <> new.phone_number)) EXECUTE FUNCTION outlier.tg_authors__remember_refusal();

CREATE TRIGGER _200_tally_deleted AFTER DELETE ON outlier.message_statuses REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_message_statuses__tally();

CREATE TRIGGER _200_tally_deleted AFTER DELETE ON outlier.recipients REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_recipients__tally();

CREATE TRIGGER _200_tally_inserted AFTER INSERT ON outlier.message_statuses REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_message_statuses__tally();

CREATE TRIGGER _200_tally_inserted AFTER INSERT ON outlier.recipients REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_recipients__tally();

CREATE TRIGGER _200_tally_inserted AFTER INSERT ON outlier.twilio_messages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_twilio_messages__tally();

CREATE TRIGGER _200_tally_inserted AFTER INSERT ON outlier.unsubscribed_messages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_unsubscribed_messages__tally();

CREATE TRIGGER _200_tally_updated AFTER UPDATE ON outlier.message_statuses REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_message_statuses__tally();

CREATE TRIGGER _200_tally_updated AFTER UPDATE ON outlier.recipients REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_recipients__tally();

CREATE TRIGGER _200_tally_updated AFTER UPDATE ON outlier.twilio_messages REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_twilio_messages__tally();

CREATE TRIGGER _200_texts_written AFTER INSERT OR UPDATE OF first_message, second_message ON outlier.batches FOR EACH ROW WHEN ((new.state = 'scheduled'::text)) EXECUTE FUNCTION outlier.tg_batches__texts_written();

CREATE TRIGGER _200_truncated BEFORE TRUNCATE ON outlier.authors FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_authors__remember_refusal();

CREATE TRIGGER _300_change_place AFTER UPDATE OF time_zone, state, zipcode ON outlier.authors FOR EACH ROW WHEN (((old.time_zone IS DISTINCT FROM new.time_zone) OR (old.state IS DISTINCT FROM new.state))) EXECUTE FUNCTION outlier.tg_authors__change_place();

CREATE TRIGGER _300_collect_settled_inserted AFTER INSERT ON outlier.message_statuses REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_message_statuses__collect_settled();

CREATE TRIGGER _300_collect_settled_updated AFTER UPDATE ON outlier.message_statuses REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_message_statuses__collect_settled();

CREATE TRIGGER _300_contact_hours_changed AFTER INSERT OR DELETE OR UPDATE ON outlier.area_codes FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__contact_hours_changed();

CREATE TRIGGER _300_contact_hours_changed AFTER INSERT OR DELETE OR UPDATE ON outlier.contact_hours FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__contact_hours_changed();

CREATE TRIGGER _300_contact_hours_changed AFTER INSERT OR DELETE OR UPDATE ON outlier.country_codes FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__contact_hours_changed();

CREATE TRIGGER _300_contact_hours_changed AFTER UPDATE OF time_zone ON outlier.settings FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__contact_hours_changed();

CREATE TRIGGER _300_contact_hours_changed AFTER INSERT OR DELETE OR UPDATE ON outlier.states FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__contact_hours_changed();

CREATE TRIGGER _300_find_label AFTER INSERT ON outlier.batches FOR EACH ROW WHEN (((new.label_name IS NOT NULL) AND (new.state = ANY (ARRAY['scheduled'::text, 'sending'::text])))) EXECUTE FUNCTION outlier.tg_batches__find_label();

CREATE TRIGGER _300_keep_sending_number AFTER INSERT OR UPDATE OF sending_phone_number ON outlier.settings FOR EACH ROW EXECUTE FUNCTION outlier.tg_settings__keep_sending_number();

CREATE TRIGGER _300_record_consent AFTER UPDATE ON outlier.authors REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_authors__record_consent();

CREATE TRIGGER _300_touch AFTER INSERT ON outlier.message_statuses REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg_message_statuses__touch();

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.api_tokens FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('api_token', 'id', 'created_at digest');

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.approvals FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('approval', 'id', 'digest');

CREATE TRIGGER _900_audit AFTER DELETE OR UPDATE ON outlier.area_codes FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('area_code', 'code', 'changed_by_hand');

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.audience_segments FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('segment', 'id', 'created_at updated_at');

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.batches FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('batch', 'id', 'created_at updated_at broadcast_id campaign_id processed editable scheduled_after started_at finished_at recipient_count links_settle_by error written_by approval_id');

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.broadcast_settings FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('schedule', 'id', 'created_at effective_from');

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.broadcasts_segments FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('broadcast_segment', 'broadcast_id segment_id');

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.consent_patterns FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('consent_pattern', 'id', 'expression anchors last_words is_word');

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.contact_hours FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('contact_hours', 'id', 'changed_by_hand');

CREATE TRIGGER _900_audit AFTER DELETE OR UPDATE ON outlier.country_codes FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('country_code', 'prefix', 'changed_by_hand');

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.lookup_templates FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('template', 'name', 'updated_at');

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.quota_limits FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('quota_limit', 'quota per');

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.quotas FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('quota', 'name', 'held_until hold_reason');

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.settings FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('settings', 'is_only_row', 'updated_at erasure_salt trace_seed');

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.states FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('state', 'code');

CREATE TRIGGER _900_audit AFTER INSERT OR DELETE OR UPDATE ON outlier.tokens FOR EACH ROW EXECUTE FUNCTION outlier.tg__audit('token', 'name');

CREATE TRIGGER outlier_on_broadcast_first_messages_delete AFTER DELETE ON outlier.broadcast_first_messages REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__queue_deleted('first_messages');

CREATE TRIGGER outlier_on_broadcast_first_messages_insert AFTER INSERT ON outlier.broadcast_first_messages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__queue_inserted();

CREATE TRIGGER outlier_on_broadcast_second_messages_delete AFTER DELETE ON outlier.broadcast_second_messages REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__queue_deleted('second_messages');

CREATE TRIGGER outlier_on_broadcast_second_messages_insert AFTER INSERT ON outlier.broadcast_second_messages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.tg__queue_inserted();

CREATE TRIGGER trigger_process_campaign_personalized_recipient_batch AFTER INSERT ON outlier.campaign_personalized_recipients REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION outlier.process_campaign_personalized_recipient_batch();

ALTER TABLE ONLY outlier.approvals
    ADD CONSTRAINT approvals_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES outlier.batches(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.batch_brakes
    ADD CONSTRAINT batch_brakes_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES outlier.batches(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.batches
    ADD CONSTRAINT batches_approval_id_fkey FOREIGN KEY (approval_id) REFERENCES outlier.approvals(id) ON DELETE SET NULL;

ALTER TABLE ONLY outlier.batches
    ADD CONSTRAINT batches_repeats_batch_id_fkey FOREIGN KEY (repeats_batch_id) REFERENCES outlier.batches(id) ON DELETE SET NULL;

ALTER TABLE ONLY outlier.broadcasts_segments
    ADD CONSTRAINT broadcasts_segments_broadcast_id_fkey FOREIGN KEY (broadcast_id) REFERENCES outlier.batches(broadcast_id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.broadcasts_segments
    ADD CONSTRAINT broadcasts_segments_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES outlier.audience_segments(id) ON DELETE RESTRICT;

ALTER TABLE ONLY outlier.comments
    ADD CONSTRAINT comments_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES outlier.conversations(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.comments_mentions
    ADD CONSTRAINT comments_mentions_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES outlier.comments(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.comments_mentions
    ADD CONSTRAINT comments_mentions_team_id_fkey FOREIGN KEY (team_id) REFERENCES outlier.teams(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.comments_mentions
    ADD CONSTRAINT comments_mentions_user_id_fkey FOREIGN KEY (user_id) REFERENCES outlier.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.comments
    ADD CONSTRAINT comments_user_id_fkey FOREIGN KEY (user_id) REFERENCES outlier.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY outlier.consent_events
    ADD CONSTRAINT consent_events_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES outlier.comments(id) ON DELETE SET NULL;

ALTER TABLE ONLY outlier.consent_events
    ADD CONSTRAINT consent_events_twilio_message_id_fkey FOREIGN KEY (twilio_message_id) REFERENCES outlier.twilio_messages(id) ON UPDATE CASCADE ON DELETE SET NULL;

ALTER TABLE ONLY outlier.consent_reviews
    ADD CONSTRAINT consent_reviews_twilio_message_id_fkey FOREIGN KEY (twilio_message_id) REFERENCES outlier.twilio_messages(id) ON UPDATE CASCADE ON DELETE SET NULL;

ALTER TABLE ONLY outlier.conversation_history
    ADD CONSTRAINT conversation_history_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES outlier.conversations(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.conversations_assignees
    ADD CONSTRAINT conversations_assignees_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES outlier.conversations(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.conversations_assignees_history
    ADD CONSTRAINT conversations_assignees_history_conversation_history_id_fkey FOREIGN KEY (conversation_history_id) REFERENCES outlier.conversation_history(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.conversations_assignees_history
    ADD CONSTRAINT conversations_assignees_history_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES outlier.conversations(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.conversations_assignees_history
    ADD CONSTRAINT conversations_assignees_history_user_id_fkey FOREIGN KEY (user_id) REFERENCES outlier.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.conversations_assignees
    ADD CONSTRAINT conversations_assignees_user_id_fkey FOREIGN KEY (user_id) REFERENCES outlier.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.conversations_authors
    ADD CONSTRAINT conversations_authors_author_phone_number_fkey FOREIGN KEY (author_phone_number) REFERENCES outlier.authors(phone_number) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY outlier.conversations_authors
    ADD CONSTRAINT conversations_authors_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES outlier.conversations(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.conversations_labels
    ADD CONSTRAINT conversations_labels_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES outlier.conversations(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.conversations_labels
    ADD CONSTRAINT conversations_labels_label_id_fkey FOREIGN KEY (label_id) REFERENCES outlier.labels(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.conversations
    ADD CONSTRAINT conversations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES outlier.organizations(id) ON DELETE SET NULL;

ALTER TABLE ONLY outlier.conversations
    ADD CONSTRAINT conversations_team_id_fkey FOREIGN KEY (team_id) REFERENCES outlier.teams(id) ON DELETE SET NULL;

ALTER TABLE ONLY outlier.conversations_users
    ADD CONSTRAINT conversations_users_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES outlier.conversations(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.conversations_users
    ADD CONSTRAINT conversations_users_user_id_fkey FOREIGN KEY (user_id) REFERENCES outlier.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.dead_letters
    ADD CONSTRAINT dead_letters_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES outlier.batches(id) ON DELETE RESTRICT;

ALTER TABLE ONLY outlier.direct_texts
    ADD CONSTRAINT direct_texts_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES outlier.batches(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.direct_texts
    ADD CONSTRAINT direct_texts_twilio_message_id_fkey FOREIGN KEY (twilio_message_id) REFERENCES outlier.twilio_messages(id) ON UPDATE CASCADE ON DELETE SET NULL;

ALTER TABLE ONLY outlier.held_imports
    ADD CONSTRAINT held_imports_audience_segment_id_fkey FOREIGN KEY (audience_segment_id) REFERENCES outlier.audience_segments(id) ON DELETE SET NULL;

ALTER TABLE ONLY outlier.held_imports
    ADD CONSTRAINT held_imports_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES outlier.batches(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.incidents
    ADD CONSTRAINT incidents_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES outlier.batches(id) ON DELETE SET NULL;

ALTER TABLE ONLY outlier.labels
    ADD CONSTRAINT labels_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES outlier.organizations(id) ON DELETE SET NULL;

ALTER TABLE ONLY outlier.quota_limits
    ADD CONSTRAINT quota_limits_quota_fkey FOREIGN KEY (quota) REFERENCES outlier.quotas(name) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY outlier.quota_uses
    ADD CONSTRAINT quota_uses_quota_fkey FOREIGN KEY (quota) REFERENCES outlier.quotas(name) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY outlier.refusal_runs
    ADD CONSTRAINT refusal_runs_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES outlier.batches(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.request_kinds
    ADD CONSTRAINT request_kinds_called_as_fkey FOREIGN KEY (called_as) REFERENCES outlier.tokens(name) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY outlier.requests
    ADD CONSTRAINT requests_kind_fkey FOREIGN KEY (kind) REFERENCES outlier.request_kinds(kind) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY outlier.authors
    ADD CONSTRAINT "state_is_a_code_of_outlier.states" FOREIGN KEY (state) REFERENCES outlier.states(code);

ALTER TABLE ONLY outlier.contact_hours
    ADD CONSTRAINT "state_is_a_code_of_outlier.states" FOREIGN KEY (state) REFERENCES outlier.states(code);

ALTER TABLE ONLY outlier.zipcodes
    ADD CONSTRAINT "state_is_a_code_of_outlier.states" FOREIGN KEY (state) REFERENCES outlier.states(code);

ALTER TABLE ONLY outlier.tasks_assignees
    ADD CONSTRAINT tasks_assignees_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES outlier.comments(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.tasks_assignees
    ADD CONSTRAINT tasks_assignees_user_id_fkey FOREIGN KEY (user_id) REFERENCES outlier.users(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.teams
    ADD CONSTRAINT teams_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES outlier.organizations(id) ON DELETE SET NULL;

ALTER TABLE ONLY outlier.tokens
    ADD CONSTRAINT tokens_quota_fkey FOREIGN KEY (quota) REFERENCES outlier.quotas(name) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY outlier.twilio_messages
    ADD CONSTRAINT twilio_messages_reply_to_batch_fkey FOREIGN KEY (reply_to_batch) REFERENCES outlier.batches(id) ON DELETE RESTRICT;

ALTER TABLE ONLY outlier.twilio_messages
    ADD CONSTRAINT twilio_messages_sender_id_fkey FOREIGN KEY (sender_id) REFERENCES outlier.users(id) ON DELETE SET NULL;

ALTER TABLE ONLY outlier.unhandled_failures
    ADD CONSTRAINT unhandled_failures_message_status_id_fkey FOREIGN KEY (message_status_id) REFERENCES outlier.message_statuses(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.unrecorded_texts
    ADD CONSTRAINT unrecorded_texts_failover_id_fkey FOREIGN KEY (failover_id) REFERENCES outlier.failovers(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.unsubscribed_messages
    ADD CONSTRAINT unsubscribed_messages_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES outlier.batches(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.unsubscribed_messages
    ADD CONSTRAINT unsubscribed_messages_message_status_id_fkey FOREIGN KEY (message_status_id) REFERENCES outlier.message_statuses(id) ON DELETE CASCADE;

ALTER TABLE ONLY outlier.unsubscribed_messages
    ADD CONSTRAINT unsubscribed_messages_twilio_message_id_fkey FOREIGN KEY (twilio_message_id) REFERENCES outlier.twilio_messages(id) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY outlier.user_history
    ADD CONSTRAINT user_history_user_id_fkey FOREIGN KEY (user_id) REFERENCES outlier.users(id) ON DELETE CASCADE;
