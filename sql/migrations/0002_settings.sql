-- What an administrator sets. No secret is ever in the database: tokens are known here by name alone.
create table outlier.settings (
  is_only_row boolean primary key default true
    constraint settings_has_one_row check (is_only_row),
  organization_id uuid,
  sending_phone_number text
    constraint "sending_phone_number_is_e164_such_as_+13135550100" check (sending_phone_number ~ '^\+[1-9][0-9]{6,14}$'),
  reply_label_id uuid,
  archive_label_id uuid,
  campaign_parent_label_id uuid,
  csv_campaigns_label_id uuid,
  -- The cast fails, naming the zone, where PostgreSQL does not know it.
  time_zone text not null default 'America/Detroit'
    constraint time_zone_is_known check ((timestamptz 'epoch' at time zone time_zone) is not null),
  catch_up_window interval not null default interval '15 minutes'
    constraint catch_up_window_is_a_minute_to_a_day check (catch_up_window between interval '1 minute' and interval '1 day'),
  broadcast_gap interval not null default interval '2 hours'
    constraint broadcast_gap_is_not_negative check (broadcast_gap >= interval '0'),
  send_now_margin interval not null default interval '90 minutes'
    constraint send_now_margin_is_not_negative check (send_now_margin >= interval '0'),
  lease interval not null default interval '3 minutes'
    constraint lease_is_ten_seconds_or_more check (lease >= interval '10 seconds'),
  refusal_wait interval not null default interval '3 minutes'
    constraint refusal_wait_is_not_negative check (refusal_wait >= interval '0'),
  max_failures integer not null default 3
    constraint max_failures_is_positive check (max_failures > 0),
  rate_limit_wait interval not null default interval '1 minute'
    constraint rate_limit_wait_is_positive check (rate_limit_wait > interval '0'),
  reply_window interval not null default interval '36 hours'
    constraint reply_window_is_positive check (reply_window > interval '0'),
  segment_cost_limit double precision not null default 1e7
    constraint segment_cost_limit_is_positive check (segment_cost_limit > 0),
  sending_stopped boolean not null default false,
  updated_at timestamptz not null default now()
);
comment on table outlier.settings is 'One row: what an administrator sets for the whole installation.';
comment on column outlier.settings.organization_id is 'Missive organization that sent conversations are linked to; needed where labels are attached.';
comment on column outlier.settings.sending_phone_number is 'Our number in E.164. Nothing is queued while it is null.';
comment on column outlier.settings.time_zone is 'IANA zone in which broadcast_settings'' times of day are meant.';
comment on column outlier.settings.catch_up_window is 'How late a due broadcast or campaign may still start; an older one is reported as missed.';
comment on column outlier.settings.broadcast_gap is 'No broadcast starts sooner than this after the last one.';
comment on column outlier.settings.send_now_margin is '"Send now" is refused when the broadcast is due within this time anyway.';
comment on column outlier.settings.lease is 'How long the executor has for a claimed message before its outcome counts as unknown.';
comment on column outlier.settings.refusal_wait is 'How long a refused message waits before it is tried again.';
comment on column outlier.settings.max_failures is 'After so many refusals a message moves to dead_letters.';
comment on column outlier.settings.rate_limit_wait is 'How long a token waits after a 429 that names no Retry-After.';
comment on column outlier.settings.reply_window is 'An incoming message answers what was sent to that number within this time.';
comment on column outlier.settings.segment_cost_limit is 'A segment query that the planner expects to cost more is refused: it would run for minutes, or hours.';
comment on column outlier.settings.sending_stopped is 'True stops all sending at the next claim. Use stop_all_sending() and resume_all_sending().';
insert into outlier.settings default values;

create table outlier.lookup_templates (
  name text primary key,
  content text not null,
  updated_at timestamptz not null default now()
);
comment on table outlier.lookup_templates is 'Texts and ids that the team changes without a release.';
insert into outlier.lookup_templates (name, content) values
  ('missive_broadcast_post_closing_message', 'We could not deliver our last messages to this number, so it gets no more texts.'),
  ('missive_broadcast_post_closing_label_id', '');

create table outlier.quotas (
  name text primary key,
  max_concurrent integer
    constraint max_concurrent_is_positive check (max_concurrent > 0),
  held_until timestamptz,
  hold_reason text,
  constraint a_hold_has_a_reason check ((held_until is null) = (hold_reason is null))
);
comment on table outlier.quotas is
  'A budget of calls that one or more Missive tokens draw on; claims lock its row, so any number of executors together stay inside.';
comment on column outlier.quotas.max_concurrent is 'Calls under way at once; null: any number.';
comment on column outlier.quotas.held_until is 'Nothing is sent on this quota before then: Missive answered 429, or refused the token.';

create table outlier.quota_limits (
  quota text not null references outlier.quotas (name) on update cascade on delete cascade,
  per interval not null
    constraint per_is_positive check (per > interval '0'),
  calls integer not null
    constraint calls_is_positive check (calls > 0),
  primary key (quota, per)
);
comment on table outlier.quota_limits is 'At most `calls` calls in any stretch of time as long as `per`. No row: no such limit.';

create table outlier.quota_uses (
  quota text not null references outlier.quotas (name) on update cascade on delete cascade,
  until timestamptz not null,
  calls integer not null,
  primary key (quota, until)
);
comment on table outlier.quota_uses is
  'Calls that have ended, in steps of a tenth of a second. A call counts against a limit from its claim until `per` after its end.';

create table outlier.missive_tokens (
  name text primary key
    constraint name_is_a_token_of_the_configuration
    check (name in ('first_messages', 'second_messages', 'general', 'read_conversations')),
  quota text not null references outlier.quotas (name) on update cascade on delete restrict
);
create index missive_tokens_quota_idx on outlier.missive_tokens (quota);
comment on table outlier.missive_tokens is
  'Which quota each configured Missive token draws on. Give two tokens the same quota where they belong to one Missive user.';

-- What Missive documents: 5 at a time, 300 a minute, 900 in 15 minutes.
insert into outlier.quotas (name, max_concurrent) values ('first_messages', 5), ('second_messages', 5), ('general', 5), ('read_conversations', 5);
insert into outlier.quota_limits (quota, per, calls)
select q.name, l.per, l.calls
from outlier.quotas as q
cross join (values (interval '1 minute', 300), (interval '15 minutes', 900)) as l (per, calls);
insert into outlier.missive_tokens (name, quota) select q.name, q.name from outlier.quotas as q;

create table outlier.incidents (
  id bigint generated always as identity primary key,
  kind text not null,
  message text not null,
  hint text,
  broadcast_id bigint,
  campaign_id bigint,
  occurred_at timestamptz not null default now(),
  resolved_at timestamptz
);
create index incidents_open_idx on outlier.incidents (occurred_at) where resolved_at is null;
comment on table outlier.incidents is
  'What the schedule or the queues could not do and a person should know: a missed slot, a segment that failed, a refused token. Set resolved_at when seen to.';
comment on column outlier.incidents.kind is 'Such as broadcast_missed, broadcast_skipped, broadcast_failed, token_refused.';
