-- Both queues are partitions of one table, so that each step is written once; each keeps the name that scripts use.
-- Each index costs each message, when it is queued and again when it is claimed, and so does each check: comparisons
-- with null take a third of the time that counting nulls takes, most messages wait, and most texts begin with a letter.
-- Numbers that a session has taken and not used are left out.
create sequence outlier.queued_message_id_seq cache 100;

create table outlier.queued_messages (
  id bigint not null default nextval('outlier.queued_message_id_seq'),
  is_second boolean not null,
  state text not null default 'waiting'
    constraint queued_message_state_is_known
    check (state = 'waiting' or state = 'checking' or state = 'sending' or state = 'unknown'),
  -- No foreign key: it would be checked for each of a hundred thousand rows. tg__queue_inserted and tg_batches__keep
  -- look once for a statement.
  batch_id bigint not null,
  broadcast_id bigint,
  campaign_id bigint,
  audience_segment_id bigint,
  recipient_phone_number text not null
    constraint "recipient_is_e164_such_as_+13135550142"
    check (recipient_phone_number ~ '^\+[1-9][0-9]+$' and octet_length(recipient_phone_number) between 8 and 16),
  message text not null,
  due_at timestamptz not null default now()
    constraint due_at_is_a_time_of_this_century
    check (due_at >= timestamptz '2000-01-01 00:00+00' and due_at < timestamptz '2100-01-01 00:00+00'),
  failures integer not null default 0
    constraint failures_is_0_to_1000 check (failures between 0 and 1000),
  last_status integer,
  last_error text,
  claim_id bigint,
  claimed_by text,
  claimed_at timestamptz
    constraint claimed_at_is_a_time_of_this_century
    check (claimed_at >= timestamptz '2000-01-01 00:00+00' and claimed_at < timestamptz '2100-01-01 00:00+00'),
  lease_until timestamptz
    constraint lease_until_is_a_time_of_this_century
    check (lease_until >= timestamptz '2000-01-01 00:00+00' and lease_until < timestamptz '2100-01-01 00:00+00'),
  checked_at timestamptz,
  held_since timestamptz,
  sending_phone_number text,
  created_at timestamptz not null default now(),
  constraint a_message_is_of_one_batch
    check (batch_id = coalesce(broadcast_id, campaign_id) and (broadcast_id is null or campaign_id is null)),
  constraint a_claim_has_its_worker_time_and_lease check (
    (claim_id is null) = (claimed_by is null)
    and (claim_id is null) = (claimed_at is null)
    and (claim_id is null) = (lease_until is null)
  ),
  constraint a_claim_only_while_sending_or_unknown
    check ((claim_id is not null) = (state = 'sending' or state = 'unknown'))
) partition by list (is_second);
alter sequence outlier.queued_message_id_seq owned by outlier.queued_messages.id;

-- The key of each is the id alone: the planner then knows, even before statistics, that an id is one row.
create table outlier.broadcast_first_messages partition of outlier.queued_messages
  (is_second default false, primary key (id)) for values in (false);
create table outlier.broadcast_second_messages partition of outlier.queued_messages
  (is_second default true, primary key (id)) for values in (true);

-- Nobody is queued twice for the same message; and it finds a person.
create unique index a_person_is_queued_once
  on outlier.queued_messages (recipient_phone_number, batch_id, is_second);
-- What a claim takes next, for each batch that is being sent: a paused one costs nothing. In the order of their due
-- times it finds those that wait nearly as fast as an index on these alone, because few are under way at a time.
create index queued_messages_batch_due_idx on outlier.queued_messages (batch_id, due_at, id);
create index queued_messages_under_way_idx on outlier.queued_messages (state, lease_until) where state <> 'waiting';

-- Blank means blank to a person: see is_blank.
do $do$
declare
  v_visible constant text :=
    '[^\s\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680'
    '\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f'
    '\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc'
    '\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]';
begin
  execute pg_catalog.format(
    $sql$
    alter table outlier.queued_messages
      add constraint message_has_1_to_1600_characters check (
        (octet_length(message) <= 1600 or char_length(message) <= 1600)
        and (ascii(message) between 33 and 126 or message ~ %L)
      )
    $sql$,
    v_visible
  );
end
$do$;
comment on table outlier.broadcast_first_messages is
  'Queue of first messages, of broadcasts and campaigns alike. Inserting starts the sending.';
comment on table outlier.broadcast_second_messages is 'Queue of follow-ups, due when their delay is over.';

create sequence outlier.claim_id_seq;

comment on table outlier.queued_messages is 'What waits to be sent, or is being sent: both queues together.';
comment on column outlier.queued_messages.state is
  'waiting: due at due_at. checking: Missive is being asked for the recipient''s labels. sending: claimed by an '
  'executor until lease_until. unknown: the answer never came; not sent again until somebody knows.';
comment on column outlier.queued_messages.failures is 'Refusals so far. A 429 is none.';
comment on column outlier.queued_messages.claim_id is 'Names the claim: only its results are accepted.';
comment on column outlier.queued_messages.checked_at is
  'When the labels of the recipient''s conversation were last asked for; null: never, or no need.';
comment on column outlier.queued_messages.held_since is
  'Its recipient''s contact hours were closed when it was due, at this time: due_at is their next opening. Null: it is '
  'not held.';
comment on column outlier.queued_messages.sending_phone_number is
  'Our number, with which the latest claim was made; null before the first claim.';

create table outlier.message_statuses (
  id bigint generated always as identity primary key,
  queued_message_id bigint,
  is_second boolean not null,
  batch_id bigint not null references outlier.batches (id) on delete restrict,
  broadcast_id bigint,
  campaign_id bigint,
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
  twilio_seen boolean not null default false,
  sending_phone_number text,
  constraint a_status_is_of_one_batch
    check (batch_id = coalesce(broadcast_id, campaign_id) and (broadcast_id is null or campaign_id is null)),
  constraint a_missive_message_is_recorded_once unique (missive_id),
  constraint a_queued_message_is_recorded_once unique (queued_message_id)
);
-- A person gets a given message of a given batch at most once.
create unique index a_person_gets_a_message_of_a_batch_once
  on outlier.message_statuses (batch_id, recipient_phone_number, is_second);
create index message_statuses_audience_segment_id_idx on outlier.message_statuses (audience_segment_id);
-- Rows come in the order of their time: a few pages of index for ten million of them.
create index message_statuses_created_at_idx
  on outlier.message_statuses using brin (created_at) with (pages_per_range = 32);
-- Failures are few, and no row that is sent is in it.
create index message_statuses_failed_idx on outlier.message_statuses (recipient_phone_number)
  where twilio_sent_status in ('failed', 'undelivered');
create index message_statuses_recipient_idx on outlier.message_statuses (recipient_phone_number, created_at desc);
create index message_statuses_twilio_id_idx on outlier.message_statuses (twilio_id) where twilio_id is not null;
comment on table outlier.message_statuses is 'One row for each message that Missive accepted, and what became of it.';
comment on column outlier.message_statuses.queued_message_id is 'The id that the message had in its queue.';
comment on column outlier.message_statuses.recipient_phone_number is
  'As in recipients: of somebody who was erased, a pseudonym.';
comment on column outlier.message_statuses.missive_id is
  'Missive''s id of the draft, and of the message that it became. Null where Missive accepted without saying it.';
comment on column outlier.message_statuses.twilio_sent_status is
  'Twilio''s word, as it is; null: nobody knows yet. Never goes back from a final one.';
comment on column outlier.message_statuses.closed is 'The conversation was closed because messages do not arrive.';
comment on column outlier.message_statuses.twilio_seen is
  'Twilio''s log has shown the message: its status is Twilio''s own word, and not what was concluded from Missive.';
comment on column outlier.message_statuses.sending_phone_number is
  'Our number that the message was sent from, whatever the settings say now.';

-- The nightly jobs look at what failed since they last looked, and at what they have not dealt with.
create table outlier.unhandled_failures (
  message_status_id bigint not null references outlier.message_statuses (id) on delete cascade,
  job text not null
    constraint job_is_a_nightly_one check (job in ('undeliverable', 'double_failure')),
  primary key (message_status_id, job)
);
comment on table outlier.unhandled_failures is
  'Messages that failed and that a nightly job has not dealt with. A row goes when there is nothing to do, or when '
  'it is done.';
comment on column outlier.unhandled_failures.message_status_id is 'The message.';
comment on column outlier.unhandled_failures.job is
  'undeliverable: handle_failed_deliveries() looks at it. double_failure: archive_double_failures() does.';

-- Turns are kept beside the batches, so that no claim waits for a batch that somebody has locked.
create table outlier.batch_turns (
  -- No foreign key: its check would wait for such a lock. tg_batches__keep takes the rows along.
  batch_id bigint not null,
  is_second boolean not null,
  claim_id bigint not null,
  primary key (batch_id, is_second)
) with (fillfactor = 50);
comment on table outlier.batch_turns is
  'Which claim last took a message of a batch, so that batches of one priority take turns.';
comment on column outlier.batch_turns.claim_id is 'The latest claim that took one.';

-- An accepted answer must not wait for a person whose row somebody has locked.
create table outlier.late_touches (
  phone_number text not null,
  texted_at timestamptz not null
);
comment on table outlier.late_touches is
  'People whose authors.last_texted_at could not be set at once, because another session held the row. The maintenance '
  'sets it within a minute.';
comment on column outlier.late_touches.phone_number is 'The person, in E.164.';
comment on column outlier.late_touches.texted_at is 'When Missive accepted the text.';

create table outlier.dead_letters (
  id bigint generated always as identity primary key,
  is_second boolean not null,
  batch_id bigint not null references outlier.batches (id) on delete restrict,
  audience_segment_id bigint,
  recipient_phone_number text not null,
  message text not null,
  failures integer not null,
  status integer,
  body text,
  created_at timestamptz not null default now()
);
create index dead_letters_batch_id_idx on outlier.dead_letters (batch_id);
comment on table outlier.dead_letters is 'Messages that were given up, with the last answer.';
comment on column outlier.dead_letters.status is
  'HTTP status of the last answer; null where Missive could not be reached.';

-- What Missive refuses for one message after the other is not the fault of one of them.
create table outlier.refusal_runs (
  batch_id bigint not null references outlier.batches (id) on delete cascade,
  is_second boolean not null,
  status integer,
  message_ids bigint[] not null
    constraint a_run_of_refusals_has_messages
    check (cardinality(message_ids) > 0 and array_position(message_ids, null) is null),
  updated_at timestamptz not null default now(),
  primary key (batch_id, is_second)
);
comment on table outlier.refusal_runs is
  'Messages of a batch that were refused one after the other with the same status. An accepted '
  'message or a resume removes the row.';
comment on column outlier.refusal_runs.status is 'HTTP status of the refusals; null: no connection was made.';
comment on column outlier.refusal_runs.message_ids is
  'Ids of the messages refused so far, at most settings.refusals_in_a_row. A message that is refused again is in '
  'it once.';

create table outlier.message_reads (
  missive_id uuid primary key,
  due_at timestamptz not null
    constraint due_at_is_before_the_year_2100
    check (due_at >= timestamptz 'epoch' and due_at < timestamptz '2100-01-01 00:00+00')
);
create index message_reads_due_idx on outlier.message_reads (due_at);
comment on table outlier.message_reads is
  'Messages whose status Missive is to be asked for: requests take ten of them at a time.';

create type outlier.message_result as (
  id bigint,
  outcome text,
  status integer,
  missive_id uuid,
  conversation_id uuid,
  retry_after integer,
  body text
);
comment on type outlier.message_result is
  'What came of one claimed message: accepted, refused, rate_limited, token_refused, unknown or released, and the '
  'facts behind it.';

create table outlier.twilio_error_codes (
  code integer primary key,
  meaning text not null,
  action text not null
    constraint action_is_known check (action in ('opt_out', 'dead_number', 'operator', 'retry', 'none'))
);
comment on table outlier.twilio_error_codes is
  'What Twilio''s error codes mean here. Codes are split and renamed over time: add rows as they come. 0 stands '
  'for all that are not listed.';
comment on column outlier.twilio_error_codes.action is
  'opt_out: unsubscribes the person. operator: pauses what is being sent and is among the problems. dead_number: '
  'listed in dead_numbers. retry: may pass by itself. none: kept on record.';
insert into outlier.twilio_error_codes (code, meaning, action) values
  (0, 'any other code', 'none'),
  (20003, 'the account''s credentials are not accepted', 'operator'),
  (21211, 'not a valid phone number', 'dead_number'),
  (21408, 'the region of the number is not enabled in the account', 'operator'),
  (21606, 'our number cannot be used to send to this destination', 'operator'),
  (21610, 'the person has opted out of messages from our number', 'opt_out'),
  (21611, 'the queue of our number is full', 'retry'),
  (21612, 'this number cannot be reached from ours', 'dead_number'),
  (21614, 'not a mobile number', 'dead_number'),
  (21617, 'the text has more than 1,600 characters', 'none'),
  (21658, 'a parameter is too long', 'none'),
  (30001, 'the queue of our number overflowed', 'retry'),
  (30002, 'the account is suspended', 'operator'),
  (30003, 'the phone cannot be reached: off, or without a signal', 'retry'),
  (30004, 'the message is blocked, for or by the person', 'none'),
  (30005, 'the number is unknown or no longer in use', 'dead_number'),
  (30006, 'a landline, or a carrier that cannot be reached', 'dead_number'),
  (30007, 'filtered by the carrier', 'none'),
  (30008, 'the carrier does not say why', 'retry'),
  (30019, 'the text is too large for the carrier', 'none'),
  (30022, 'more messages than the registration allows', 'retry'),
  (30027, 'the carrier''s daily limit is reached', 'retry'),
  (30032, 'our toll-free number is not verified', 'operator'),
  (30034, 'our number is not registered for such messages', 'operator'),
  (30036, 'not delivered within its validity period', 'retry'),
  (30450, 'blocked as suspected fraud', 'none');

create table outlier.reconciliations (
  id bigint generated always as identity primary key,
  state text not null default 'running'
    constraint reconciliation_state_is_known check (state in ('running', 'done', 'failed', 'replaced')),
  since timestamptz not null
    constraint since_is_a_time_of_this_century
    check (since between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  next_page text,
  listing boolean not null default true,
  pages integer not null default 0,
  listed integer not null default 0,
  matched integer not null default 0,
  changed integer not null default 0,
  read_singly integer not null default 0,
  error text,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  phone_numbers text[] not null default '{}',
  constraint a_reconciliation_that_has_ended_says_when check ((state = 'running') = (finished_at is null))
);
-- Two passes at once would ask for everything twice.
create unique index reconciliations_one_running_idx on outlier.reconciliations ((true)) where state = 'running';
comment on table outlier.reconciliations is
  'Passes over Twilio''s log. What a pass has done and the page that it asks for next change together, so that it '
  'goes on wherever it was broken off.';
comment on column outlier.reconciliations.state is
  'running, then done or failed; replaced: a pass that looks further back took its place.';
comment on column outlier.reconciliations.next_page is
  'The address of the next page as Twilio gave it; null: the first one.';
comment on column outlier.reconciliations.listing is
  'False when the last page has come; messages that no page can show are then read one by one.';
comment on column outlier.reconciliations.listed is 'Messages of Twilio''s on its pages.';
comment on column outlier.reconciliations.matched is 'Of those, messages of ours.';
comment on column outlier.reconciliations.changed is 'Status rows that learned something.';
comment on column outlier.reconciliations.phone_numbers is
  'Our numbers whose messages are still to be listed; the first is being read now.';

-- A standby that becomes the primary may lack the last commits. The heartbeat on it says since when: what was committed
-- before the transaction that wrote it is there.
create table outlier.heartbeat (
  is_only_row boolean primary key default true
    constraint heartbeat_has_one_row check (is_only_row),
  timeline text,
  beat_at timestamptz not null default now()
    constraint beat_at_is_a_time_of_this_century
    check (beat_at between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  is_synchronous boolean not null default false
);
comment on table outlier.heartbeat is
  'One row: the last moment of which it is known that everything committed before it is in this database. Claims '
  'write it, at most once a second, and the maintenance does, every minute.';
comment on column outlier.heartbeat.timeline is
  'The server and timeline that wrote it, as server_timeline() tells it; null: the server does not tell it.';
comment on column outlier.heartbeat.is_synchronous is
  'When it was written, commits waited for a synchronous standby.';
insert into outlier.heartbeat default values;

create table outlier.failovers (
  id bigint generated always as identity primary key,
  state text not null default 'reading'
    constraint failover_state_is_known check (state in ('reading', 'settling', 'done')),
  old_timeline text,
  new_timeline text,
  lost_from timestamptz not null
    constraint lost_from_is_a_time_of_this_century
    check (lost_from between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  noticed_at timestamptz not null
    constraint noticed_at_is_a_time_of_this_century
    check (noticed_at between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  settle_at timestamptz not null
    constraint settle_at_is_a_time_of_this_century
    check (settle_at between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  is_synchronous boolean not null,
  lists_left integer not null default 0
    constraint lists_left_is_not_negative check (lists_left >= 0),
  texts_recorded integer not null default 0,
  texts_heard integer not null default 0,
  texts_held integer not null default 0,
  is_read boolean not null default false,
  error text,
  finished_at timestamptz,
  constraint lost_from_is_not_after_noticed_at check (lost_from <= noticed_at),
  constraint a_failover_that_is_done_says_when check ((state = 'done') = (finished_at is not null))
);
create index failovers_open_idx on outlier.failovers (id) where state <> 'done';
create index failovers_noticed_at_idx on outlier.failovers (noticed_at);
comment on table outlier.failovers is
  'Changes of the server or of its timeline. The commits from lost_from to noticed_at may be lost: Twilio''s log is '
  'read for that span, so that nobody gets a text twice and no opt-out is forgotten.';
comment on column outlier.failovers.state is
  'reading: nothing is sent until Twilio''s log has been read. settling: sending goes on, and what may have been '
  'under way waits for a second reading. done: over.';
comment on column outlier.failovers.lost_from is 'Everything that was committed before this moment is here.';
comment on column outlier.failovers.noticed_at is 'When this database was found to be on another timeline.';
comment on column outlier.failovers.settle_at is
  'From then on no call of an executor of the old primary is under way, and Twilio''s log shows every call made.';
comment on column outlier.failovers.is_synchronous is
  'Commits waited for a synchronous standby when the heartbeat was written: nothing should be lost.';
comment on column outlier.failovers.lists_left is
  'Lists of Twilio''s log that are still to be read: one of what went out and one of what came in, for each number.';
comment on column outlier.failovers.texts_recorded is
  'Messages that waited here, and that Twilio''s log shows as sent: they were recorded as sent.';
comment on column outlier.failovers.texts_heard is
  'Texts of people that were not here, and that were acted on from Twilio''s log.';
comment on column outlier.failovers.texts_held is
  'Messages that may have been under way: they wait as unknown until the second reading.';
comment on column outlier.failovers.is_read is 'Twilio''s log has been read.';
comment on column outlier.failovers.error is 'Why the log could not be read, at the last try.';

-- No text is kept: its digest tells whether a message of ours says the same.
create table outlier.unrecorded_texts (
  sid text primary key,
  failover_id bigint not null references outlier.failovers (id) on delete cascade,
  phone_number text not null,
  sending_phone_number text,
  digest bytea not null
    constraint a_digest_of_a_text_is_a_sha256 check (octet_length(digest) = 32),
  made_at timestamptz not null
);
create index unrecorded_texts_failover_id_idx on outlier.unrecorded_texts (failover_id);
create index unrecorded_texts_phone_number_idx on outlier.unrecorded_texts (phone_number, digest);
comment on table outlier.unrecorded_texts is
  'Texts that Twilio''s log shows for the span of a failover and that no row of this database accounts for. A '
  'broadcast or campaign whose making was lost is made again: its messages to these people are recorded as sent.';
comment on column outlier.unrecorded_texts.sid is 'Twilio''s id of the text.';
comment on column outlier.unrecorded_texts.phone_number is 'The person who got it, in E.164.';
comment on column outlier.unrecorded_texts.sending_phone_number is 'Our number.';
comment on column outlier.unrecorded_texts.digest is 'As text_digest() makes it.';
comment on column outlier.unrecorded_texts.made_at is 'When Twilio got it.';

create type outlier.logged_message as (
  sid text,
  recipient text,
  text text,
  status text,
  error_code integer,
  made_at timestamptz,
  sent_at timestamptz
);
comment on type outlier.logged_message is
  'A message as Twilio''s log shows it: made_at is when Twilio got it, sent_at when it left, if it has.';
