-- What `outlier import` keeps: which batch and segment each one of the predecessor became, what could not be taken as
-- it was, and what waited there.
alter table outlier.consent_events
  drop constraint consent_source_is_known,
  add constraint consent_source_is_known
    check (source in ('message', 'admin', 'twilio', 'failed_delivery', 'sql', 'deadline', 'import'));

create table outlier.import_ids (
  kind text not null
    constraint import_kind_is_known check (kind in ('broadcast', 'campaign', 'segment')),
  source_id bigint not null,
  id bigint not null,
  primary key (kind, source_id)
);
comment on table outlier.import_ids is
  'Which row each broadcast, campaign and segment of the predecessor became. A later import finds it by this.';
comment on column outlier.import_ids.kind is 'broadcast, campaign or segment.';
comment on column outlier.import_ids.source_id is 'The id in the predecessor''s database.';
comment on column outlier.import_ids.id is
  'The id here: of outlier.batches, or of outlier.audience_segments. The source''s own id where that was free.';

create table outlier.import_tables (
  source_table text primary key,
  rows_read bigint not null,
  rows_here bigint not null,
  rows_left_out bigint not null,
  imported_at timestamptz not null default now()
);
comment on table outlier.import_tables is
  'What the latest import did with each table of the predecessor. rows_read = rows_here + rows_left_out, or '
  'outlier.import_report has a line of the kind mismatch.';
comment on column outlier.import_tables.source_table is 'The table in the predecessor''s database.';
comment on column outlier.import_tables.rows_read is 'Rows that the source has.';
comment on column outlier.import_tables.rows_here is
  'Of these, rows that are here, counted in Outlier''s tables after the import. Several rows can be one row here.';
comment on column outlier.import_tables.rows_left_out is 'Of these, rows that the report explains.';
comment on column outlier.import_tables.imported_at is 'When the latest import read the table.';

create table outlier.import_sums (
  kind text not null
    constraint sum_kind_is_known check (kind in ('broadcast', 'campaign')),
  source_id bigint not null,
  batch_id bigint,
  measure text not null
    constraint measure_is_known check (measure in ('first_messages', 'second_messages', 'replies')),
  amount_there bigint not null,
  amount_left_out bigint not null,
  amount_here bigint not null,
  primary key (kind, source_id, measure)
);
comment on table outlier.import_sums is
  'Messages and replies of each broadcast and campaign, there and here. amount_there = amount_here + amount_left_out, '
  'or outlier.import_report has a line of the kind mismatch.';
comment on column outlier.import_sums.source_id is 'The id in the predecessor''s database.';
comment on column outlier.import_sums.batch_id is 'The broadcast or campaign here; null: it could not be taken.';
comment on column outlier.import_sums.measure is 'first_messages, second_messages or replies.';
comment on column outlier.import_sums.amount_there is 'How many the source has.';
comment on column outlier.import_sums.amount_left_out is 'How many of these the report explains.';
comment on column outlier.import_sums.amount_here is 'How many of these Outlier has, counted after the import.';

create table outlier.import_report (
  id bigint generated always as identity primary key,
  source_table text not null,
  source_key text,
  phone_number text,
  kind text not null,
  why text not null,
  amount bigint not null default 1,
  reported_at timestamptz not null default now()
);
create index import_report_phone_number_idx on outlier.import_report (phone_number) where phone_number is not null;
comment on table outlier.import_report is
  'What the latest import could not take as it was. Each import writes the lines of a table anew.';
comment on column outlier.import_report.source_table is 'The table in the predecessor''s database.';
comment on column outlier.import_report.source_key is
  'The key of the row there: its id, or the number as it stands there. Null: the line is about several rows.';
comment on column outlier.import_report.phone_number is 'The person, in E.164; null: none, or several.';
comment on column outlier.import_report.kind is
  'unreadable_number, same_person, excluded_by_null, own_number, consent, orphan, duplicate, default_status, '
  'returned_label, kept, changed, rewritten, held, not_taken or mismatch.';
comment on column outlier.import_report.why is 'What was done and why, in a sentence.';
comment on column outlier.import_report.amount is 'How many rows the line is about.';

create table outlier.held_imports (
  id bigint generated always as identity primary key,
  kind text not null
    constraint held_kind_is_known check (kind in ('first_message', 'second_message', 'broadcast')),
  source_id bigint not null,
  batch_id bigint references outlier.batches (id) on delete cascade,
  audience_segment_id bigint references outlier.audience_segments (id) on delete set null,
  phone_number text,
  message text,
  second_message text,
  delay integer,
  due_at timestamptz,
  reads integer not null default 0,
  source_row jsonb not null,
  imported_at timestamptz not null default now(),
  constraint a_source_row_is_held_once unique (kind, source_id),
  constraint a_held_message_names_its_batch_person_and_text
    check (kind = 'broadcast' or num_nulls(batch_id, phone_number, message, due_at) = 0)
);
create index held_imports_batch_id_idx on outlier.held_imports (batch_id);
create index held_imports_audience_segment_id_idx on outlier.held_imports (audience_segment_id);
create index held_imports_phone_number_idx on outlier.held_imports (phone_number) where phone_number is not null;
comment on table outlier.held_imports is
  'What waited in the predecessor when it was imported: messages in its queues, and its upcoming broadcast. Nothing in '
  'here is sent before release_import().';
comment on column outlier.held_imports.kind is
  'first_message or second_message: a row of a queue. broadcast: the upcoming broadcast.';
comment on column outlier.held_imports.source_id is 'The msg_id of the queue, or the id of the broadcast, there.';
comment on column outlier.held_imports.batch_id is 'The broadcast or campaign of a message; null: a broadcast.';
comment on column outlier.held_imports.audience_segment_id is 'The segment that yielded the person; null: none.';
comment on column outlier.held_imports.phone_number is 'To whom, in E.164; null: a broadcast.';
comment on column outlier.held_imports.message is 'The text that waited; null: a broadcast.';
comment on column outlier.held_imports.second_message is 'The follow-up of a first message; null: none.';
comment on column outlier.held_imports.delay is 'Seconds from the first message to the follow-up; null: no follow-up.';
comment on column outlier.held_imports.due_at is 'When the predecessor would have sent it; null: a broadcast.';
comment on column outlier.held_imports.reads is
  'How often the predecessor tried to send it. Above 0, Missive may have accepted it already.';
comment on column outlier.held_imports.source_row is 'The row as it stood there.';
comment on column outlier.held_imports.imported_at is 'When an import saw it last.';
