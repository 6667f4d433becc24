-- What an administrator sets. No secret is ever in the database: tokens are known here by name alone.
create table outlier.settings (
  is_only_row boolean primary key default true
    constraint settings_has_one_row check (is_only_row),
  organization_id uuid,
  sending_phone_number text
    constraint "sending_phone_number_is_e164_such_as_+13135550100"
    check (sending_phone_number ~ '^\+[1-9][0-9]{6,14}$'),
  reply_label_id uuid,
  archive_label_id uuid,
  campaign_parent_label_id uuid,
  csv_campaigns_label_id uuid,
  -- The cast fails, naming the zone, where PostgreSQL does not know it.
  time_zone text not null default 'America/Detroit'
    constraint time_zone_is_known check ((timestamptz 'epoch' at time zone time_zone) is not null),
  catch_up_window interval not null default interval '15 minutes'
    constraint catch_up_window_is_a_minute_to_a_day
    check (catch_up_window between interval '1 minute' and interval '1 day'),
  broadcast_gap interval not null default interval '2 hours'
    constraint broadcast_gap_is_at_most_a_week check (broadcast_gap between interval '0' and interval '7 days'),
  send_now_margin interval not null default interval '90 minutes'
    constraint send_now_margin_is_at_most_a_week
    check (send_now_margin between interval '0' and interval '7 days'),
  lease interval not null default interval '3 minutes'
    constraint lease_is_one_minute_to_one_hour check (lease between interval '1 minute' and interval '1 hour'),
  refusal_wait interval not null default interval '3 minutes'
    constraint refusal_wait_is_at_most_a_day check (refusal_wait between interval '0' and interval '1 day'),
  max_failures integer not null default 3
    constraint max_failures_is_1_to_100 check (max_failures between 1 and 100),
  rate_limit_wait interval not null default interval '1 minute'
    constraint rate_limit_wait_is_a_millisecond_to_a_day
    check (rate_limit_wait between interval '1 millisecond' and interval '1 day'),
  reply_window interval not null default interval '36 hours'
    constraint reply_window_is_a_second_to_90_days
    check (reply_window between interval '1 second' and interval '90 days'),
  segment_cost_limit double precision not null default 1e7
    constraint segment_cost_limit_is_1_to_a_trillion check (segment_cost_limit between 1 and 1e12),
  sending_stopped boolean not null default false,
  updated_at timestamptz not null default now(),
  link_wait interval not null default interval '1 minute'
    constraint link_wait_is_at_most_an_hour check (link_wait between interval '0' and interval '1 hour'),
  event_retention interval not null default interval '90 days'
    constraint event_retention_is_a_day_to_ten_years
    check (event_retention between interval '1 day' and interval '10 years'),
  event_attempts integer not null default 6
    constraint event_attempts_is_1_to_100 check (event_attempts between 1 and 100),
  reconciliation_window interval not null default interval '7 days'
    constraint reconciliation_window_is_a_day_to_90_days
    check (reconciliation_window between interval '1 day' and interval '90 days'),
  ask_twilio_after interval not null default interval '2 minutes'
    constraint ask_twilio_after_is_at_most_a_day
    check (ask_twilio_after between interval '0' and interval '1 day'),
  twilio_match_window interval not null default interval '6 hours'
    constraint twilio_match_window_is_a_minute_to_a_week
    check (twilio_match_window between interval '1 minute' and interval '7 days'),
  single_reads_limit integer not null default 200
    constraint single_reads_limit_is_0_to_10000 check (single_reads_limit between 0 and 10000),
  erasure_salt bytea not null
    default pg_catalog.sha256(
      pg_catalog.uuid_send(pg_catalog.gen_random_uuid()) || pg_catalog.uuid_send(pg_catalog.gen_random_uuid())
    )
    constraint erasure_salt_has_32_bytes check (octet_length(erasure_salt) = 32),
  trace_seed uuid not null default pg_catalog.gen_random_uuid(),
  refusals_in_a_row integer not null default 5
    constraint refusals_in_a_row_is_1_to_1000 check (refusals_in_a_row between 1 and 1000),
  clock_margin interval not null default interval '1 minute'
    constraint clock_margin_is_0_seconds_to_1_hour
    check (clock_margin between interval '0' and interval '1 hour'),
  twilio_answers_keywords boolean not null default true,
  max_texts_per_day integer default 3
    constraint max_texts_per_day_is_1_to_1000 check (max_texts_per_day between 1 and 1000),
  max_batches_per_week integer
    constraint max_batches_per_week_is_1_to_1000 check (max_batches_per_week between 1 and 1000),
  urgent_reserve integer not null default 10
    constraint urgent_reserve_is_0_to_90_percent check (urgent_reserve between 0 and 90),
  approval_threshold integer
    constraint approval_threshold_is_0_to_10_million check (approval_threshold between 0 and 10000000),
  approval_drift integer not null default 20
    constraint approval_drift_is_0_to_1000_percent check (approval_drift between 0 and 1000),
  test_numbers text[] not null default '{}'
    constraint test_numbers_has_at_most_50_numbers check (cardinality(test_numbers) <= 50)
    constraint "test_numbers_are_e164_such_as_+13135550142"
    check (
      array_position(test_numbers, null) is null
      and array_to_string(test_numbers, ' ') ~ '^(\+[1-9][0-9]{6,14}( |$))*$'
    ),
  price_per_part numeric(12, 6)
    constraint price_per_part_is_0_to_1000 check (price_per_part between 0 and 1000)
);
comment on table outlier.settings is 'One row: what an administrator sets for the whole installation.';
comment on column outlier.settings.organization_id is
  'Missive organization that sent conversations are linked to; needed where labels are attached.';
comment on column outlier.settings.sending_phone_number is 'Our number in E.164. Nothing is queued while it is null.';
comment on column outlier.settings.reply_label_id is
  'The Missive label of conversations in which somebody has answered. Outlier does not read it: it is here for the '
  'newsroom''s dashboards and queries, which compare it with outlier.conversations_labels.';
comment on column outlier.settings.time_zone is 'IANA zone in which broadcast_settings'' times of day are meant.';
comment on column outlier.settings.catch_up_window is
  'How late a due broadcast or campaign may still start; an older one is reported as missed.';
comment on column outlier.settings.broadcast_gap is 'No broadcast starts sooner than this after the last one.';
comment on column outlier.settings.send_now_margin is
  '"Send now" is refused when the broadcast is due within this time anyway.';
comment on column outlier.settings.lease is
  'How long a claim is valid: the executor starts no call in its last 30 seconds, and what has no answer when it '
  'ends counts as unknown. From 1 minute to 1 hour. Default 3 minutes.';
comment on column outlier.settings.refusal_wait is 'How long a refused message waits before it is tried again.';
comment on column outlier.settings.max_failures is 'After so many refusals a message moves to dead_letters.';
comment on column outlier.settings.rate_limit_wait is 'How long a token waits after a 429 that names no Retry-After.';
comment on column outlier.settings.reply_window is
  'An incoming message answers what was sent to that number within this time.';
comment on column outlier.settings.segment_cost_limit is
  'A segment query that the planner expects to cost more is refused: it would run for minutes, or hours.';
comment on column outlier.settings.sending_stopped is
  'True stops all sending at the next claim. Use stop_all_sending() and resume_all_sending().';
comment on column outlier.settings.link_wait is
  'How long a broadcast or campaign waits for short links that are being made; then the addresses go out as they '
  'are.';
comment on column outlier.settings.event_retention is
  'Webhooks and errors are kept for so long; whole months go when their last day is older.';
comment on column outlier.settings.event_attempts is
  'A webhook that cannot be acted on is tried so often, and then left in errors.';
comment on column outlier.settings.reconciliation_window is
  'How far the daily reconciliation looks back: statuses may come a day or two late.';
comment on column outlier.settings.ask_twilio_after is
  'A message whose answer was lost is looked for in Twilio''s log when its lease has run out, and not sooner than '
  'this after its claim: Missive may be slow to hand it over, and one that is looked for too early would be sent '
  'again.';
comment on column outlier.settings.twilio_match_window is
  'A message of Twilio''s with our text is taken for ours where it was made within this time of our claim.';
comment on column outlier.settings.single_reads_limit is
  'How many messages, and how many people, a reconciliation reads one by one: what has no date, no list by date '
  'shows.';
comment on column outlier.settings.erasure_salt is
  'Made once, by chance. Without it the hashes of erased_people mean nothing: not to be changed.';
comment on column outlier.settings.trace_seed is
  'Made once, by chance, so that traces of two installations are never one: see trace_id().';
comment on column outlier.settings.refusals_in_a_row is
  'A broadcast or campaign stops when so many of its messages, one after the other, are refused with the same HTTP '
  'status and none is accepted in between. In messages. Default 5.';
comment on column outlier.settings.twilio_answers_keywords is
  'Whether Twilio answers its own keywords (STOP, HELP, START and their like), as an account does unless it is told '
  'otherwise. Outlier then answers other wordings only.';
comment on column outlier.settings.max_texts_per_day is
  'At most so many texts to one person in any 24 hours, first and second messages of all batches and tests together. '
  'Answers to people (help, confirmations) do not count. Null: no limit. Default 3.';
comment on column outlier.settings.max_batches_per_week is
  'At most so many batches text one person in any 7 days. Null, the default: no limit.';
comment on column outlier.settings.urgent_reserve is
  'Percent of each limit of a quota that only urgent messages, answers to people and tests may use. From 0 to 90. '
  'Default 10.';
comment on column outlier.settings.approval_threshold is
  'A batch for more people than this needs somebody''s approval before it starts. Null, the default: none does.';
comment on column outlier.settings.approval_drift is
  'An approved batch waits if its audience, at its run time, is more than this many percent larger than when it was '
  'approved. Default 20.';
comment on column outlier.settings.test_numbers is
  'The numbers, in E.164, to which texts of a batch may be sent as a test. At most 50.';
comment on column outlier.settings.price_per_part is
  'What one SMS part costs, in whatever currency; forecasts multiply by it. Null: no cost is shown.';
comment on column outlier.settings.clock_margin is
  'How far a time of Missive''s or Twilio''s may be off, beyond what outlier.clock_offsets has measured, when '
  'messages are matched by time. Default 1 minute.';
insert into outlier.settings default values;

create table outlier.sending_numbers (
  phone_number text primary key
    constraint "sending_number_is_e164_such_as_+13135550100" check (phone_number ~ '^\+[1-9][0-9]{6,14}$'),
  first_seen_at timestamptz not null default now()
);
comment on table outlier.sending_numbers is
  'Every number that this installation has sent from, or was set to send from. Triggers and claims add rows. '
  'Delete a row only if the number was entered by mistake.';
comment on column outlier.sending_numbers.phone_number is
  'Our number in E.164. It never becomes a recipient, and no opt-out is recorded for it.';
comment on column outlier.sending_numbers.first_seen_at is 'When the number was first set or first claimed with.';

create table outlier.lookup_templates (
  name text primary key,
  content text not null
    constraint a_template_has_at_most_8000_characters check (char_length(content) <= 8000),
  updated_at timestamptz not null default now()
);
comment on table outlier.lookup_templates is 'Texts and ids that the team changes without a release.';
insert into outlier.lookup_templates (name, content) values
  (
    'missive_broadcast_post_closing_message',
    'We could not deliver our last messages to this number, so it gets no more texts.'
  ),
  ('missive_broadcast_post_closing_label_id', ''),
  -- Off while they are empty.
  ('help_message', ''),
  ('opt_out_confirmation', ''),
  (
    'missive_double_failure_post_message',
    'Our last two messages to this number were not delivered, so this conversation is archived.'
  );

create table outlier.quotas (
  name text primary key,
  max_concurrent integer
    constraint max_concurrent_is_1_to_10000 check (max_concurrent between 1 and 10000),
  held_until timestamptz
    constraint held_until_is_a_time_of_this_century
    check (held_until between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  hold_reason text
    constraint hold_reason_has_at_most_500_characters check (char_length(hold_reason) <= 500),
  constraint a_hold_has_a_reason check ((held_until is null) = (hold_reason is null))
);
comment on table outlier.quotas is
  'A budget of calls that one or more tokens draw on; claims lock its row, so any number of executors together '
  'stay inside.';
comment on column outlier.quotas.max_concurrent is 'Calls under way at once; null: any number.';
comment on column outlier.quotas.held_until is
  'Nothing is sent on this quota before then: Missive answered 429, or refused the token.';

create table outlier.quota_limits (
  quota text not null references outlier.quotas (name) on update cascade on delete cascade,
  per interval not null
    constraint per_is_a_second_to_31_days check (per between interval '1 second' and interval '31 days'),
  calls integer not null
    constraint calls_is_1_to_a_million check (calls between 1 and 1000000),
  primary key (quota, per)
);
comment on table outlier.quota_limits is
  'At most `calls` calls in any stretch of time as long as `per`. No row: no such limit.';

create table outlier.quota_uses (
  quota text not null references outlier.quotas (name) on update cascade on delete cascade,
  until timestamptz not null
    constraint until_is_a_time_of_this_century
    check (until between timestamptz '2000-01-01 00:00+00' and timestamptz '2100-01-01 00:00+00'),
  calls integer not null
    constraint calls_is_positive check (calls > 0),
  id bigint generated always as identity primary key
);
create index quota_uses_quota_idx on outlier.quota_uses (quota, until);
comment on table outlier.quota_uses is
  'Calls that have ended, in steps of a tenth of a second. A call counts against a limit from its claim until '
  '`per` after its end.';

create table outlier.tokens (
  name text primary key
    constraint name_is_a_token_of_the_configuration
    check (name in ('first_messages', 'second_messages', 'general', 'read_conversations', 'dub', 'lookup', 'twilio')),
  quota text not null references outlier.quotas (name) on update cascade on delete restrict
);
create index tokens_quota_idx on outlier.tokens (quota);
comment on table outlier.tokens is
  'Which quota each configured token draws on. Give two of Missive''s the same quota where they belong to one '
  'Missive user.';

-- What Missive documents: 5 at a time, 300 a minute, 900 in 15 minutes. What Dub allows without a paid plan. Twilio
-- limits calls at once, and none by the minute. Nothing is known of the limits of the lookup service.
insert into outlier.quotas (name, max_concurrent) values
  ('first_messages', 5), ('second_messages', 5), ('general', 5), ('read_conversations', 5),
  ('dub', 5), ('lookup', 5), ('twilio', 10);
insert into outlier.quota_limits (quota, per, calls)
select q.name, l.per, l.calls
from outlier.quotas as q
cross join (values (interval '1 minute', 300), (interval '15 minutes', 900)) as l (per, calls)
where q.name in ('first_messages', 'second_messages', 'general', 'read_conversations')
union all
values ('dub', interval '1 minute', 60);
-- Without a token of its own, the executor reads conversations with the general one, and Missive counts both together.
insert into outlier.tokens (name, quota)
select q.name, case q.name when 'read_conversations' then 'general' else q.name end
from outlier.quotas as q;

-- Missive and Twilio tell time by clocks of their own. What each answer shows of them is kept by the hour.
create table outlier.clock_offsets (
  service text not null
    constraint service_has_a_clock_that_we_match_by check (service in ('missive', 'twilio')),
  hour timestamptz not null,
  lowest interval not null,
  highest interval not null,
  primary key (service, hour),
  constraint an_offset_is_a_day_at_most check (lowest >= interval '-24 hours' and highest <= interval '24 hours'),
  constraint lowest_is_not_above_highest check (lowest <= highest)
);
comment on table outlier.clock_offsets is
  'How far the clocks of Missive and Twilio are ahead of the database server''s, as the Date of their answers '
  'shows it. Negative: behind.';
comment on column outlier.clock_offsets.hour is
  'Beginning of the hour, by the database server''s clock, in which it was measured.';
comment on column outlier.clock_offsets.lowest is 'The smallest offset measured in that hour.';
comment on column outlier.clock_offsets.highest is 'The largest offset measured in that hour.';

-- What a team's program shows at the door. Only the hash is here: whoever reads the table, or a copy of it, can open
-- nothing.
create table outlier.api_tokens (
  id bigint generated always as identity primary key,
  name text not null
    constraint token_name_has_1_to_100_printable_characters
    check (name ~ '^[^[:space:][:cntrl:]]([^[:cntrl:]]{0,98}[^[:space:][:cntrl:]])?$'),
  role text not null
    constraint token_role_is_viewer_editor_or_sender check (role in ('viewer', 'editor', 'sender')),
  digest bytea not null
    constraint token_digest_is_a_sha256 check (octet_length(digest) = 32),
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  constraint a_token_is_revoked_after_it_was_made check (revoked_at >= created_at),
  constraint a_token_is_known_once unique (digest)
);
create unique index api_tokens_live_name_key on outlier.api_tokens (name) where revoked_at is null;
comment on table outlier.api_tokens is
  'The tokens that the operator made for the HTTP API: who may do what, and the hash that each is known by.';
comment on column outlier.api_tokens.digest is 'SHA-256 of the token; the token itself is shown once and kept nowhere.';
