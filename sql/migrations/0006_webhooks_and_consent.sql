-- By month, so that old events are dropped and not deleted row by row.
create table outlier.invoke_history (
  id bigint generated always as identity,
  received_at timestamptz not null default now(),
  digest bytea not null,
  rule_type text,
  body text not null,
  state text not null default 'stored'
    constraint invoke_history_state_is_known check (state in ('stored', 'done', 'ignored', 'failed')),
  primary key (received_at, id)
) partition by range (received_at);
create table outlier.invoke_history_default partition of outlier.invoke_history default;
create index invoke_history_digest_idx on outlier.invoke_history (digest);
comment on table outlier.invoke_history is 'The webhooks that came: raw body, and what was made of it.';
comment on column outlier.invoke_history.digest is 'SHA-256 of the raw body: a repeat carries the same bytes.';
comment on table outlier.invoke_history_default is 'Events of months that have no partition of their own.';

create table outlier.errors (
  id bigint generated always as identity,
  occurred_at timestamptz not null default now(),
  invoke_history_id bigint,
  rule_type text,
  body text,
  sqlstate text,
  message text not null,
  attempts integer not null default 1,
  next_attempt_at timestamptz,
  resolved_at timestamptz,
  primary key (occurred_at, id)
) partition by range (occurred_at);
create table outlier.errors_default partition of outlier.errors default;
create index errors_next_attempt_idx on outlier.errors (next_attempt_at) where resolved_at is null;
comment on table outlier.errors is 'Webhooks that were stored but could not be acted on.';
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
  reply_to_broadcast bigint references outlier.broadcasts (id) on delete set null,
  reply_to_campaign bigint references outlier.campaigns (id) on delete set null,
  sender_id uuid references outlier.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint a_reply_answers_a_broadcast_or_a_campaign check (is_reply or num_nonnulls(reply_to_broadcast, reply_to_campaign) = 0)
);
create index twilio_messages_from_idx on outlier.twilio_messages (from_phone_number, created_at);
create index twilio_messages_to_idx on outlier.twilio_messages (to_phone_number, created_at);
create index twilio_messages_reply_to_broadcast_idx on outlier.twilio_messages (reply_to_broadcast) where reply_to_broadcast is not null;
create index twilio_messages_reply_to_campaign_idx on outlier.twilio_messages (reply_to_campaign) where reply_to_campaign is not null;
create index twilio_messages_sender_id_idx on outlier.twilio_messages (sender_id);
comment on table outlier.twilio_messages is 'SMS in the inbox, in and out; the id is Missive''s id of the message.';
comment on column outlier.twilio_messages.external_id is 'Twilio''s SID.';
comment on column outlier.twilio_messages.is_reply is 'Incoming, and answers what was sent to that number within settings.reply_window.';

create table outlier.consent_patterns (
  id bigint generated always as identity primary key,
  kind text not null
    constraint consent_kind_is_known check (kind in ('opt_out', 'opt_in')),
  language text not null default 'en',
  words text not null,
  constraint words_are_lower_case_and_single_spaced check (words = lower(regexp_replace(btrim(words), '\s+', ' ', 'g')) and words <> ''),
  constraint words_mean_one_thing unique (words)
);
comment on table outlier.consent_patterns is 'Messages that opt out or in where they are all that is said, after case and punctuation are taken off.';
insert into outlier.consent_patterns (kind, language, words) values
  ('opt_out', 'en', 'stop'), ('opt_out', 'en', 'stopall'), ('opt_out', 'en', 'stop all'), ('opt_out', 'en', 'unsubscribe'),
  ('opt_out', 'en', 'cancel'), ('opt_out', 'en', 'end'), ('opt_out', 'en', 'quit'), ('opt_out', 'en', 'revoke'),
  ('opt_out', 'en', 'optout'), ('opt_out', 'en', 'opt out'),
  ('opt_out', 'en', 'please stop'), ('opt_out', 'en', 'stop please'), ('opt_out', 'en', 'stop texting me'),
  ('opt_out', 'en', 'please stop texting me'), ('opt_out', 'en', 'stop texting'), ('opt_out', 'en', 'unsubscribe me'),
  ('opt_out', 'en', 'please unsubscribe me'), ('opt_out', 'en', 'please unsubscribe'),
  ('opt_out', 'es', 'alto'), ('opt_out', 'es', 'parar'), ('opt_out', 'es', 'pare'), ('opt_out', 'es', 'cancelar'),
  ('opt_out', 'es', 'detener'), ('opt_out', 'es', 'salir'), ('opt_out', 'es', 'baja'), ('opt_out', 'es', 'terminar'),
  ('opt_in', 'en', 'start'), ('opt_in', 'en', 'unstop'), ('opt_in', 'en', 'resubscribe'), ('opt_in', 'en', 'detroit');

create table outlier.consent_events (
  id bigint generated always as identity primary key,
  phone_number text not null,
  kind text not null
    constraint consent_event_kind_is_known check (kind in ('opt_out', 'opt_in')),
  source text not null
    constraint consent_source_is_known check (source in ('message', 'admin', 'twilio', 'failed_delivery', 'sql')),
  actor text,
  words text,
  twilio_message_id uuid references outlier.twilio_messages (id) on delete set null,
  occurred_at timestamptz not null default now()
);
create index consent_events_phone_number_idx on outlier.consent_events (phone_number, occurred_at);
create index consent_events_twilio_message_id_idx on outlier.consent_events (twilio_message_id);
comment on table outlier.consent_events is 'Every change of a person''s consent: when, by whom or by what, in which words.';

create table outlier.unsubscribed_messages (
  id bigint generated always as identity primary key,
  twilio_message_id uuid not null references outlier.twilio_messages (id) on delete cascade,
  message_status_id bigint references outlier.message_statuses (id) on delete cascade,
  broadcast_id bigint references outlier.broadcasts (id) on delete cascade,
  campaign_id bigint references outlier.campaigns (id) on delete cascade,
  created_at timestamptz not null default now(),
  constraint an_opt_out_is_recorded_once unique (twilio_message_id)
);
create index unsubscribed_messages_message_status_id_idx on outlier.unsubscribed_messages (message_status_id);
create index unsubscribed_messages_broadcast_id_idx on outlier.unsubscribed_messages (broadcast_id);
create index unsubscribed_messages_campaign_id_idx on outlier.unsubscribed_messages (campaign_id);
comment on table outlier.unsubscribed_messages is 'Which message of ours made whom opt out.';

-- Segments may be made from these, and from nothing else.
grant select on
  outlier.authors, outlier.conversations, outlier.conversations_authors, outlier.conversations_labels, outlier.labels,
  outlier.conversations_assignees, outlier.conversations_users, outlier.teams, outlier.twilio_messages, outlier.message_statuses,
  outlier.recipients, outlier.unsubscribed_messages, outlier.broadcasts, outlier.campaigns
to outlier_segments;
