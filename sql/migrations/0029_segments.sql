-- A segment's query is resolved into a view, judged, and read through a cursor.
drop function if exists outlier.run_segment(text, text, bigint, text[]);
drop function if exists outlier.explain_segment(text);
drop function if exists outlier.yields_authors(jsonb);
drop function if exists outlier.check_segment_query(text, text);
-- Each person is looked up by the key now.
drop index outlier.authors_barred_from_broadcasts_idx;

-- Reports need neither what undoes the hashes of erased people, nor tokens, nor what people wrote as it came.
revoke select on
  outlier.settings, outlier.invoke_history, outlier.errors, outlier.requests, outlier.erased_people, outlier.api_tokens
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

-- The nightly jobs look at what failed since they last looked, and at what they have not dealt with.
create table outlier.unhandled_failures (
  message_status_id bigint not null references outlier.message_statuses (id) on delete cascade,
  job text not null
    constraint job_is_a_nightly_one check (job in ('undeliverable', 'double_failure')),
  primary key (message_status_id, job)
);
comment on table outlier.unhandled_failures is
  'Messages that failed and that a nightly job has not dealt with. A row goes when there is nothing to do, or when it '
  'is done.';
comment on column outlier.unhandled_failures.message_status_id is 'The message.';
comment on column outlier.unhandled_failures.job is
  'undeliverable: handle_failed_deliveries() looks at it. double_failure: archive_double_failures() does.';
insert into outlier.unhandled_failures (message_status_id, job)
select s.id, jobs.job
from outlier.message_statuses as s
cross join (values ('undeliverable'), ('double_failure')) as jobs (job)
where s.twilio_sent_status in ('failed', 'undelivered');

-- A person and the broadcast or campaign: one key, which is what makes a row unique and what replication knows it by.
drop index outlier.a_person_is_listed_once;
alter table outlier.recipients
  add column source bigint not null generated always as (coalesce(broadcast_id, -campaign_id)) stored,
  add constraint a_person_is_listed_once primary key (phone_number, source),
  replica identity default;
comment on column outlier.recipients.source is 'The broadcast, or minus the campaign: with the person, the key.';
comment on column outlier.recipients.id is
  'In the order in which a broadcast or campaign listed its people. The key is the person and the source.';

-- From a person to the events that mention them.
alter table outlier.invoke_history add column mentions text[];
comment on column outlier.invoke_history.mentions is
  'Phone numbers (ten digits) and ids that the body may mention, as mentions_in() finds them; null: not looked for '
  'yet.';
create index invoke_history_mentions_idx on outlier.invoke_history using gin (mentions);
create index invoke_history_unmentioned_idx on outlier.invoke_history (id) where mentions is null;
