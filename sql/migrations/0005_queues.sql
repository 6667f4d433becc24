-- Both queues are partitions of one table, so that each step is written once; each keeps the name that scripts use.
-- Statements that insert or delete name the partition: only then do its statement-level triggers fire.
create sequence outlier.queued_message_id_seq cache 1;

create table outlier.queued_messages (
  id bigint not null default nextval('outlier.queued_message_id_seq'),
  is_second boolean not null,
  state text not null default 'waiting'
    constraint queued_message_state_is_known check (state in ('waiting', 'sending', 'unknown')),
  broadcast_id bigint references outlier.broadcasts (id) on delete restrict,
  campaign_id bigint references outlier.campaigns (id) on delete restrict,
  audience_segment_id bigint,
  recipient_phone_number text not null
    constraint "recipient_is_e164_such_as_+13135550142" check (recipient_phone_number ~ '^\+[1-9][0-9]{6,14}$'),
  message text not null
    constraint message_has_1_to_1600_characters check (char_length(message) <= 1600 and message ~ '\S'),
  due_at timestamptz not null default now(),
  failures integer not null default 0
    constraint failures_is_not_negative check (failures >= 0),
  last_status integer,
  last_error text,
  claim_id bigint,
  claimed_by text,
  claimed_at timestamptz,
  lease_until timestamptz,
  created_at timestamptz not null default now(),
  constraint a_message_comes_from_one_broadcast_or_campaign check (num_nonnulls(broadcast_id, campaign_id) = 1),
  constraint a_claim_only_while_sending_or_unknown check ((claim_id is not null) = (state <> 'waiting')),
  constraint a_claim_has_its_worker_time_and_lease check (num_nonnulls(claim_id, claimed_by, claimed_at, lease_until) in (0, 4))
) partition by list (is_second);
alter sequence outlier.queued_message_id_seq owned by outlier.queued_messages.id;

-- The key of each is the id alone: the planner then knows, even before statistics, that an id is one row.
create table outlier.broadcast_first_messages partition of outlier.queued_messages (is_second default false, primary key (id)) for values in (false);
create table outlier.broadcast_second_messages partition of outlier.queued_messages (is_second default true, primary key (id)) for values in (true);

-- Nobody is queued twice for the same message.
create unique index a_person_is_queued_once_per_broadcast on outlier.queued_messages (broadcast_id, recipient_phone_number, is_second)
  where broadcast_id is not null;
create unique index a_person_is_queued_once_per_campaign on outlier.queued_messages (campaign_id, recipient_phone_number, is_second)
  where campaign_id is not null;
-- What a claim takes next, for each broadcast and campaign that is being sent: a paused one costs nothing.
create index queued_messages_broadcast_due_idx on outlier.queued_messages (broadcast_id, due_at, id)
  where state = 'waiting' and broadcast_id is not null;
create index queued_messages_campaign_due_idx on outlier.queued_messages (campaign_id, due_at, id)
  where state = 'waiting' and campaign_id is not null;
create index queued_messages_lease_idx on outlier.queued_messages (lease_until) where state = 'sending';
create index queued_messages_unknown_idx on outlier.queued_messages (claimed_at) where state = 'unknown';
create index queued_messages_recipient_idx on outlier.queued_messages (recipient_phone_number);

comment on table outlier.queued_messages is 'What waits to be sent, or is being sent: both queues together.';
comment on column outlier.queued_messages.state is
  'waiting: due at due_at. sending: claimed by an executor until lease_until. unknown: the answer never came; not sent again until somebody knows.';
comment on column outlier.queued_messages.failures is 'Refusals so far. A 429 is none.';
comment on column outlier.queued_messages.claim_id is 'Names the claim: only its results are accepted.';
comment on table outlier.broadcast_first_messages is 'Queue of first messages, of broadcasts and campaigns alike. Inserting starts the sending.';
comment on table outlier.broadcast_second_messages is 'Queue of follow-ups, due when their delay is over.';

create sequence outlier.claim_id_seq;

create table outlier.recipients (
  id bigint generated always as identity primary key,
  broadcast_id bigint references outlier.broadcasts (id) on delete restrict,
  campaign_id bigint references outlier.campaigns (id) on delete restrict,
  audience_segment_id bigint references outlier.audience_segments (id) on delete set null,
  phone_number text not null,
  reason text,
  follow_up_reason text,
  created_at timestamptz not null default now(),
  constraint a_recipient_is_of_one_broadcast_or_campaign check (num_nonnulls(broadcast_id, campaign_id) = 1)
);
-- Nobody is chosen twice, whatever segments yield them.
create unique index a_person_is_listed_once_per_broadcast on outlier.recipients (broadcast_id, phone_number) where broadcast_id is not null;
create unique index a_person_is_listed_once_per_campaign on outlier.recipients (campaign_id, phone_number) where campaign_id is not null;
create index recipients_audience_segment_id_idx on outlier.recipients (audience_segment_id);
create index recipients_phone_number_idx on outlier.recipients (phone_number);
comment on table outlier.recipients is
  'The frozen audience, for good: whom a broadcast or campaign chose or left out, by which segment, and why somebody got nothing.';
comment on column outlier.recipients.reason is
  'Null: chosen. Else why no first message was sent: unsubscribed, excluded, added_via_file_upload, invalid_number, duplicate, cancelled, gave_up.';
comment on column outlier.recipients.follow_up_reason is
  'Null: nothing in the way. Else why no second message was sent: answered, unsubscribed, excluded, duplicate, cancelled, gave_up.';

create table outlier.message_statuses (
  id bigint generated always as identity primary key,
  queued_message_id bigint,
  is_second boolean not null,
  broadcast_id bigint references outlier.broadcasts (id) on delete restrict,
  campaign_id bigint references outlier.campaigns (id) on delete restrict,
  audience_segment_id bigint references outlier.audience_segments (id) on delete set null,
  recipient_phone_number text not null,
  message text not null,
  missive_id uuid,
  missive_conversation_id uuid,
  twilio_id text,
  twilio_sent_status text,
  twilio_sent_at timestamptz,
  twilio_error_code integer,
  closed boolean not null default false,
  claimed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint a_status_is_of_one_broadcast_or_campaign check (num_nonnulls(broadcast_id, campaign_id) = 1),
  constraint a_missive_message_is_recorded_once unique (missive_id),
  constraint a_queued_message_is_recorded_once unique (queued_message_id)
);
-- A person gets a given message of a given broadcast or campaign at most once.
create unique index a_person_gets_a_message_of_a_broadcast_once on outlier.message_statuses (broadcast_id, recipient_phone_number, is_second)
  where broadcast_id is not null;
create unique index a_person_gets_a_message_of_a_campaign_once on outlier.message_statuses (campaign_id, recipient_phone_number, is_second)
  where campaign_id is not null;
create index message_statuses_recipient_idx on outlier.message_statuses (recipient_phone_number, created_at desc);
create index message_statuses_audience_segment_id_idx on outlier.message_statuses (audience_segment_id);
create index message_statuses_twilio_id_idx on outlier.message_statuses (twilio_id) where twilio_id is not null;
comment on table outlier.message_statuses is 'One row for each message that Missive accepted, and what became of it.';
comment on column outlier.message_statuses.twilio_sent_status is
  'Twilio''s word, as it is; null: nobody knows yet. Never goes back from a final one.';
comment on column outlier.message_statuses.missive_id is 'Missive''s id of the draft, and of the message that it became. Null where Missive accepted without saying it.';
comment on column outlier.message_statuses.queued_message_id is 'The id that the message had in its queue.';
comment on column outlier.message_statuses.closed is 'The conversation was closed because messages do not arrive.';

create table outlier.dead_letters (
  id bigint generated always as identity primary key,
  is_second boolean not null,
  broadcast_id bigint references outlier.broadcasts (id) on delete restrict,
  campaign_id bigint references outlier.campaigns (id) on delete restrict,
  audience_segment_id bigint,
  recipient_phone_number text not null,
  message text not null,
  failures integer not null,
  status integer,
  body text,
  created_at timestamptz not null default now()
);
create index dead_letters_broadcast_id_idx on outlier.dead_letters (broadcast_id);
create index dead_letters_campaign_id_idx on outlier.dead_letters (campaign_id);
comment on table outlier.dead_letters is 'Messages that were given up, with the last answer.';
comment on column outlier.dead_letters.status is 'HTTP status of the last answer; null where Missive could not be reached.';
