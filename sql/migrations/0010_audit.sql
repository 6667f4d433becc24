-- Kept for good. No foreign key: the record of a batch outlives the batch.
create table outlier.audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text not null,
  address text,
  action text not null,
  kind text not null,
  object_id text not null,
  batch_id bigint,
  before jsonb,
  after jsonb
);
create index audit_log_batch_id_idx on outlier.audit_log (batch_id, id) where batch_id is not null;
-- The owner too: a trigger says the same to whoever grants the rights back.
revoke update, delete, truncate on outlier.audit_log from outlier_owner;
comment on table outlier.audit_log is
  'Who changed which batch, setting, template, segment, token, quota or wording: one row for each changed object. '
  'Triggers add rows, and nobody can change or delete one.';
comment on column outlier.audit_log.at is 'Beginning of the transaction that made the change.';
comment on column outlier.audit_log.actor is 'Who made the change, as current_actor() tells it.';
comment on column outlier.audit_log.address is 'IP address of the client; null: a local connection or a job.';
comment on column outlier.audit_log.action is
  'made, changed or deleted. Where the state of a batch changes: sending, paused, resumed, done, cancelled, missed or '
  'rescheduled.';
comment on column outlier.audit_log.kind is
  'What kind of object: batch, broadcast_segment, schedule, settings, template, segment, api_token, token, quota, '
  'quota_limit, consent_pattern, approval, contact_hours, state, area_code, country_code.';
comment on column outlier.audit_log.object_id is
  'The key of the object in its table. A key of two columns: both, with a blank between.';
comment on column outlier.audit_log.batch_id is 'The broadcast or campaign that it is about; null: none.';
comment on column outlier.audit_log.before is
  'Old values by column: of a change those that changed, of a deletion those that were set. Null: made.';
comment on column outlier.audit_log.after is
  'New values by column: of a change those that changed, of a new object those that are set. Null: deleted.';

alter table outlier.settings
  add column pause_at_failure_percent numeric(5, 2) default 25
    constraint pause_at_failure_percent_is_above_0_and_at_most_100
    check (pause_at_failure_percent > 0 and pause_at_failure_percent <= 100),
  add column pause_at_opt_out_percent numeric(5, 2) default 5
    constraint pause_at_opt_out_percent_is_above_0_and_at_most_100
    check (pause_at_opt_out_percent > 0 and pause_at_opt_out_percent <= 100);
comment on column outlier.settings.pause_at_failure_percent is
  'A batch pauses when more than this share of its last 200 outcomes failed. In percent. Default 25. Null: it never '
  'pauses for that.';
comment on column outlier.settings.pause_at_opt_out_percent is
  'A batch pauses when more than this share of its first 500 deliveries made people opt out. In percent. Default 5. '
  'Null: it never pauses for that.';
grant select (pause_at_failure_percent, pause_at_opt_out_percent) on outlier.settings to outlier_reader;

create table outlier.batch_brakes (
  batch_id bigint primary key references outlier.batches (id) on delete cascade,
  judged_to bigint not null,
  braked_at timestamptz not null default now()
);
comment on table outlier.batch_brakes is
  'Batches that pull_brakes() has paused. After a resume only the messages count that were accepted since.';
comment on column outlier.batch_brakes.judged_to is
  'Messages with an id of message_statuses up to this one do not count any more.';
comment on column outlier.batch_brakes.braked_at is 'When the batch was paused last.';

-- The latest and the first outcomes of a batch are read every minute, also from a batch of a million messages. A
-- message enters the index with its last status, so sending costs nothing more.
create index message_statuses_outcomes_idx on outlier.message_statuses (batch_id, id)
  where twilio_sent_status in ('delivered', 'read', 'partially_delivered', 'failed', 'undelivered', 'canceled');
