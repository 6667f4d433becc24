-- By month, so that old events are dropped and not deleted row by row.
create table outlier.invoke_history (
  id bigint generated always as identity,
  received_at timestamptz not null default now(),
  digest bytea not null,
  rule_type text,
  body text not null,
  state text not null default 'stored'
    constraint invoke_history_state_is_known
    check (state in ('stored', 'done', 'ignored', 'repeat', 'failed', 'erased')),
  mentions text[],
  primary key (received_at, id)
) partition by range (received_at);
create table outlier.invoke_history_default partition of outlier.invoke_history default;
create index invoke_history_digest_idx on outlier.invoke_history (digest);
create index invoke_history_id_idx on outlier.invoke_history (id);
-- An opt-out is acted on before the rest of its webhook. If the executor dies in between, the event is found by its
-- state.
create index invoke_history_stored_idx on outlier.invoke_history (received_at) where state = 'stored';
-- From a person to the events that mention them.
create index invoke_history_mentions_idx on outlier.invoke_history using gin (mentions);
create index invoke_history_unmentioned_idx on outlier.invoke_history (id) where mentions is null;
comment on table outlier.invoke_history is 'The webhooks that came: raw body, and what was made of it.';
comment on column outlier.invoke_history.digest is 'SHA-256 of the raw body: a repeat carries the same bytes.';
comment on column outlier.invoke_history.state is
  'done: acted on. ignored: of a kind that means nothing to us. repeat: the same as one before. failed: see '
  'outlier.errors. stored: not acted on. erased: its body went with a person.';
comment on column outlier.invoke_history.mentions is
  'Phone numbers (ten digits) and ids that the body may mention, as mentions_in() finds them; null: not looked for '
  'yet.';
comment on table outlier.invoke_history_default is 'Events of months that have no partition of their own.';

create table outlier.errors (
  id bigint generated always as identity,
  occurred_at timestamptz not null default now(),
  invoke_history_id bigint,
  rule_type text,
  body text,
  sqlstate text,
  message text not null,
  attempts integer not null default 1
    constraint attempts_is_0_to_1000 check (attempts between 0 and 1000),
  next_attempt_at timestamptz
    constraint next_attempt_at_is_before_the_year_2100
    check (next_attempt_at >= timestamptz 'epoch' and next_attempt_at < timestamptz '2100-01-01 00:00+00'),
  resolved_at timestamptz,
  primary key (occurred_at, id)
) partition by range (occurred_at);
create table outlier.errors_default partition of outlier.errors default;
create index errors_invoke_history_id_idx on outlier.errors (invoke_history_id);
create index errors_next_attempt_idx on outlier.errors (next_attempt_at) where resolved_at is null;
comment on table outlier.errors is 'Webhooks that were stored but could not be acted on.';
comment on column outlier.errors.next_attempt_at is 'When it is tried again; null: not any more.';
comment on table outlier.errors_default is 'Errors of months that have no partition of their own.';

create table outlier.twilio_messages (
  id uuid primary key,
  conversation_id uuid,
  from_phone_number text,
  to_phone_number text,
  preview text,
  type text,
  external_id text,
  "references" text[] not null default '{}',
  delivered_at timestamptz,
  is_reply boolean not null default false,
  reply_to_broadcast bigint,
  reply_to_campaign bigint,
  reply_to_batch bigint generated always as (coalesce(reply_to_broadcast, reply_to_campaign)) stored
    references outlier.batches (id) on delete restrict,
  sender_id uuid references outlier.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  attachments jsonb not null default '[]',
  constraint a_reply_answers_one_batch check (reply_to_broadcast is null or reply_to_campaign is null),
  constraint what_answers_a_batch_is_a_reply check (is_reply or coalesce(reply_to_broadcast, reply_to_campaign) is null)
);
create index twilio_messages_external_id_idx on outlier.twilio_messages (external_id);
create index twilio_messages_from_idx on outlier.twilio_messages (from_phone_number, created_at);
create index twilio_messages_reply_to_batch_idx on outlier.twilio_messages (reply_to_batch)
  where reply_to_batch is not null;
create index twilio_messages_sender_id_idx on outlier.twilio_messages (sender_id);
create index twilio_messages_to_idx on outlier.twilio_messages (to_phone_number, created_at);
comment on table outlier.twilio_messages is
  'SMS in the inbox, in and out; the id is Missive''s id of the message. A text that was heard from Twilio''s log has '
  'an id made from Twilio''s, until Missive tells of it.';
comment on column outlier.twilio_messages.external_id is 'Twilio''s SID.';
comment on column outlier.twilio_messages.is_reply is
  'Incoming, and answers what was sent to that number within settings.reply_window.';
comment on column outlier.twilio_messages.reply_to_batch is
  'The broadcast or campaign that a reply answers: reply_to_broadcast or reply_to_campaign, whichever is set.';

create table outlier.unsubscribed_messages (
  id bigint generated always as identity primary key,
  twilio_message_id uuid not null
    references outlier.twilio_messages (id) on update cascade on delete cascade,
  message_status_id bigint references outlier.message_statuses (id) on delete cascade,
  broadcast_id bigint,
  campaign_id bigint,
  batch_id bigint generated always as (coalesce(broadcast_id, campaign_id)) stored
    references outlier.batches (id) on delete cascade,
  created_at timestamptz not null default now(),
  constraint an_opt_out_follows_one_batch check (broadcast_id is null or campaign_id is null),
  constraint an_opt_out_is_recorded_once unique (twilio_message_id)
);
create index unsubscribed_messages_batch_id_idx on outlier.unsubscribed_messages (batch_id);
create index unsubscribed_messages_message_status_id_idx on outlier.unsubscribed_messages (message_status_id);
comment on table outlier.unsubscribed_messages is 'Which message of ours made whom opt out.';
comment on column outlier.unsubscribed_messages.batch_id is
  'The broadcast or campaign that the person answered: broadcast_id or campaign_id, whichever is set; null: none.';

create table outlier.consent_events (
  id bigint generated always as identity primary key,
  phone_number text not null,
  kind text not null
    constraint consent_event_kind_is_known check (kind in ('opt_out', 'opt_in')),
  source text not null
    constraint consent_source_is_known
    check (source in ('message', 'admin', 'twilio', 'failed_delivery', 'sql', 'deadline')),
  actor text,
  words text,
  twilio_message_id uuid references outlier.twilio_messages (id) on update cascade on delete set null,
  occurred_at timestamptz not null default now(),
  comment_id uuid references outlier.comments (id) on delete set null,
  said_at timestamptz
);
create index consent_events_comment_id_idx on outlier.consent_events (comment_id);
create index consent_events_phone_number_idx on outlier.consent_events (phone_number, occurred_at);
create index consent_events_twilio_message_id_idx on outlier.consent_events (twilio_message_id);
comment on table outlier.consent_events is
  'Every change of a person''s consent: when, by whom or by what, in which words.';
comment on column outlier.consent_events.comment_id is 'The comment by which somebody of the team decided.';
comment on column outlier.consent_events.said_at is
  'When the person said it, by Missive''s clock: what was said later counts, in whatever order it comes.';

-- Somebody may have said no. One question about a person at a time.
create table outlier.consent_reviews (
  id bigint generated always as identity primary key,
  phone_number text not null,
  twilio_message_id uuid references outlier.twilio_messages (id) on update cascade on delete set null,
  conversation_id uuid,
  message text not null,
  words text not null,
  messages integer not null default 1
    constraint messages_is_1_to_a_million check (messages between 1 and 1000000),
  said_at timestamptz not null default now(),
  opened_at timestamptz not null default now(),
  due_at timestamptz not null,
  decision text
    constraint decision_is_known check (decision in ('opt_out', 'keep')),
  decided_at timestamptz,
  decided_by text,
  constraint a_decision_has_a_time_and_an_actor
    check (num_nonnulls(decision, decided_at, decided_by) in (0, 3))
);
create unique index consent_reviews_open_idx on outlier.consent_reviews (phone_number) where decision is null;
create index consent_reviews_due_idx on outlier.consent_reviews (due_at) where decision is null;
create index consent_reviews_phone_number_idx on outlier.consent_reviews (phone_number, opened_at);
create index consent_reviews_twilio_message_id_idx on outlier.consent_reviews (twilio_message_id);
comment on table outlier.consent_reviews is
  'Messages that may be an opt-out, for a person to decide. A person has one open review at a time.';
comment on column outlier.consent_reviews.twilio_message_id is 'The latest message that the review is about.';
comment on column outlier.consent_reviews.message is 'Its text, up to 500 characters.';
comment on column outlier.consent_reviews.words is 'The words in it that may mean no.';
comment on column outlier.consent_reviews.messages is 'How many such messages came while the review was open.';
comment on column outlier.consent_reviews.said_at is
  'When the person wrote the latest such message, by Missive''s clock. A yes or a comment from before it decides '
  'nothing.';
comment on column outlier.consent_reviews.due_at is
  'Ten business days after opened_at. If nobody has decided by then, the person is opted out.';
comment on column outlier.consent_reviews.decision is 'opt_out or keep; null: open.';
comment on column outlier.consent_reviews.decided_by is
  'Who decided: a name of the team, a token, a database role, "the person", "Twilio", or "the deadline".';

-- Answers to HELP, confirmations of opt-outs, and tests: texts outside of the queues.
create table outlier.direct_texts (
  id bigint generated always as identity primary key,
  phone_number text not null,
  purpose text not null
    constraint purpose_is_known check (purpose in ('help', 'opt_out_confirmation', 'test')),
  batch_id bigint references outlier.batches (id) on delete cascade,
  text text not null
    constraint text_is_1_to_1600_characters check (char_length(text) between 1 and 1600),
  twilio_message_id uuid references outlier.twilio_messages (id) on update cascade on delete set null,
  day date not null,
  state text not null default 'waiting'
    constraint direct_text_state_is_known
    check (state in ('waiting', 'sent', 'unknown', 'refused', 'expired', 'cancelled')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  settled_at timestamptz,
  missive_id uuid,
  error text,
  constraint a_test_is_of_a_batch check ((purpose = 'test') = (batch_id is not null))
);
create index direct_texts_batch_id_idx on outlier.direct_texts (batch_id) where batch_id is not null;
create unique index direct_texts_help_idx on outlier.direct_texts (phone_number, day)
  where purpose = 'help' and state in ('waiting', 'sent', 'unknown');
create unique index direct_texts_answer_idx on outlier.direct_texts (twilio_message_id, purpose);
create index direct_texts_phone_number_idx on outlier.direct_texts (phone_number, created_at);
create index direct_texts_waiting_idx on outlier.direct_texts (expires_at) where state = 'waiting';
comment on table outlier.direct_texts is
  'Texts outside of the queues: answers to HELP, confirmations of opt-outs, and tests of a batch. Each is handed to '
  'Missive once at most, and no statistics count it.';
comment on column outlier.direct_texts.batch_id is 'The batch that is tested; null: it is no test.';
comment on column outlier.direct_texts.twilio_message_id is 'The message that it answers.';
comment on column outlier.direct_texts.day is
  'The day on which the person asked, in the settings'' time zone. HELP is answered once a day.';
comment on column outlier.direct_texts.state is
  'waiting: not handed over. sent: Missive accepted it. unknown: handed over, and no answer came; not sent again. '
  'refused: Missive refused it. expired: not handed over before expires_at. cancelled: the person said something else '
  'before it was handed over.';
comment on column outlier.direct_texts.error is 'Why Missive refused it, or what became of the call.';

-- One person can be erased, and what must outlive that is a hash: that they were not to be texted.
create table outlier.erased_people (
  digest bytea primary key
    constraint digest_is_a_sha256 check (octet_length(digest) = 32),
  unsubscribed boolean not null,
  exclude boolean not null,
  erased_at timestamptz not null,
  constraint only_who_was_not_to_be_texted_is_remembered check (unsubscribed or exclude)
);
comment on table outlier.erased_people is
  'People whose row was erased, deleted or given another number, and who were not to be texted, by a salted hash '
  'of their number: when one comes in again, the row goes and the flags return.';
comment on column outlier.erased_people.digest is 'As person_digest() makes it.';
comment on column outlier.erased_people.erased_at is 'When their row went: what they say later counts.';

-- Segments may be made from these, and from nothing else.
grant select on
  outlier.authors, outlier.conversations, outlier.conversations_authors, outlier.conversations_labels, outlier.labels,
  outlier.conversations_assignees, outlier.conversations_users, outlier.teams, outlier.twilio_messages,
  outlier.message_statuses, outlier.recipients, outlier.unsubscribed_messages, outlier.broadcasts, outlier.campaigns
to outlier_segments;

-- Reports need neither what undoes the hashes of erased people, nor tokens, nor what people wrote as it came.
revoke select on outlier.settings,
outlier.invoke_history,
outlier.errors,
outlier.requests,
outlier.erased_people,
outlier.api_tokens
  from outlier_reader;
grant select (
  is_only_row, organization_id, sending_phone_number, reply_label_id, archive_label_id, campaign_parent_label_id,
  csv_campaigns_label_id, time_zone, catch_up_window, broadcast_gap, send_now_margin, lease, refusal_wait,
  max_failures, rate_limit_wait, reply_window, segment_cost_limit, sending_stopped, updated_at, link_wait,
  event_retention, event_attempts, reconciliation_window, ask_twilio_after, twilio_match_window, single_reads_limit,
  trace_seed, refusals_in_a_row, clock_margin,
  twilio_answers_keywords, max_texts_per_day, max_batches_per_week, urgent_reserve, approval_threshold, approval_drift,
  test_numbers, price_per_part
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
