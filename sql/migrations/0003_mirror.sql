-- The mirror of Missive that webhooks keep. Ids are Missive's own.
create table outlier.organizations (
  id uuid primary key,
  name text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table outlier.organizations is 'Missive organizations.';

create table outlier.teams (
  id uuid primary key,
  name text,
  organization_id uuid references outlier.organizations (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index teams_organization_id_idx on outlier.teams (organization_id);
comment on table outlier.teams is 'Missive teams.';

create table outlier.users (
  id uuid primary key,
  name text,
  email text,
  avatar_url text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table outlier.users is 'Missive users: the newsroom''s own people.';

create table outlier.user_history (
  id bigint generated always as identity primary key,
  user_id uuid not null references outlier.users (id) on delete cascade,
  name text,
  email text,
  changed_at timestamptz not null default now()
);
create index user_history_user_id_idx on outlier.user_history (user_id);
comment on table outlier.user_history is 'What a user was called before each change.';

create table outlier.rules (
  id uuid primary key,
  description text,
  type text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table outlier.rules is 'Missive rules whose webhooks have come.';

create table outlier.labels (
  id uuid primary key,
  name text not null,
  name_with_parent_names text,
  organization_id uuid references outlier.organizations (id) on delete set null,
  -- No foreign key: a child label may come without its parent.
  parent uuid,
  color text,
  visibility text,
  share_with_organization boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index labels_organization_id_idx on outlier.labels (organization_id);
comment on table outlier.labels is 'Missive shared labels.';
comment on column outlier.labels.share_with_organization is
  'Whether Missive shows the label to the whole organization.';

create table outlier.authors (
  -- A pattern that counts repetitions takes three times as long as one that does not.
  phone_number text primary key
    constraint "phone_number_is_e164_such_as_+13135550142"
    check (phone_number ~ '^\+[1-9][0-9]+$' and octet_length(phone_number) between 8 and 16),
  name text,
  email text
    constraint email_has_at_most_320_characters check (char_length(email) <= 320),
  zipcode text
    constraint zipcode_has_at_most_20_characters check (char_length(zipcode) <= 20),
  unsubscribed boolean not null default false,
  exclude boolean not null default false,
  added_via_file_upload boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Half as wide as the text, and compared in one step.
  number bigint not null generated always as (substr(phone_number, 2)::bigint) stored
  -- Room for last_texted_at, which each text changes.
) with (fillfactor = 90);
-- With the reasons in it, so that no row of those who are barred is read in the table.
create index authors_barred_idx on outlier.authors (number) include (unsubscribed, exclude)
  where unsubscribed or exclude;
create index authors_number_idx on outlier.authors (number);
comment on table outlier.authors is 'People with a phone number: the audience.';
comment on column outlier.authors.phone_number is 'E.164. One person, one form of the number.';
comment on column outlier.authors.email is
  'The person''s e-mail address, as they or the team gave it. Outlier sends no mail.';
comment on column outlier.authors.zipcode is
  'The person''s ZIP code, as they or the team gave it. If authors.state is not set, the ZIP code sets it: see '
  'state_of_zipcode().';
comment on column outlier.authors.unsubscribed is
  'Has said no. Never texted; changed only through consent functions, which keep consent_events.';
comment on column outlier.authors.exclude is 'Never texted, by the newsroom''s decision.';
comment on column outlier.authors.added_via_file_upload is
  'Known only from an uploaded file: gets campaigns, never broadcasts.';
comment on column outlier.authors.number is 'phone_number without its plus.';

create table outlier.conversations (
  id uuid primary key,
  subject text,
  latest_message_subject text,
  organization_id uuid references outlier.organizations (id) on delete set null,
  team_id uuid references outlier.teams (id) on delete set null,
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
  closed boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  heard_at timestamptz,
  snapshot_at timestamptz,
  message_at timestamptz,
  last_digest bytea,
  labels_at timestamptz,
  merged_into uuid,
  merge_asked_at timestamptz
);
create index conversations_organization_id_idx on outlier.conversations (organization_id);
create index conversations_team_id_idx on outlier.conversations (team_id);
comment on table outlier.conversations is 'Missive''s threads with the audience.';
comment on column outlier.conversations.merged_into is
  'The conversation into which Missive merged this one. Its labels no longer count. Null: it was not merged.';
comment on column outlier.conversations.merge_asked_at is
  'When Missive was last asked whether it merged this conversation into another one; null: never.';
comment on column outlier.conversations.heard_at is
  'When the webhook came whose snapshot stands here: one that came before it changes nothing.';
comment on column outlier.conversations.snapshot_at is
  'Time of the latest message or comment whose webhook stood here.';
comment on column outlier.conversations.message_at is 'Time of the latest message that a snapshot has told of.';
comment on column outlier.conversations.last_digest is 'SHA-256 of that webhook: the same again is a repeat.';
comment on column outlier.conversations.labels_at is
  'The moment as of which the labels of this conversation are known. An answer of Missive''s to an earlier '
  'question changes nothing.';

create table outlier.conversation_history (
  id bigint generated always as identity primary key,
  conversation_id uuid not null references outlier.conversations (id) on delete cascade,
  change_type text not null
    constraint conversation_change_is_known
    check (change_type in ('closed', 'reopened', 'team_change', 'assignee_change')),
  team_id uuid,
  changed_at timestamptz not null default now(),
  constraint a_change_of_a_conversation_is_recorded_once unique (conversation_id, changed_at, change_type)
);
create index conversation_history_conversation_id_idx on outlier.conversation_history (conversation_id, changed_at);
comment on table outlier.conversation_history is
  'When a conversation was closed, reopened, moved to a team, or assigned to other users.';

create table outlier.conversations_authors (
  conversation_id uuid not null references outlier.conversations (id) on delete cascade,
  author_phone_number text not null references outlier.authors (phone_number) on update cascade on delete cascade,
  primary key (conversation_id, author_phone_number)
);
create index conversations_authors_author_idx on outlier.conversations_authors (author_phone_number);
comment on table outlier.conversations_authors is 'Who takes part in a conversation.';

create table outlier.conversations_labels (
  conversation_id uuid not null references outlier.conversations (id) on delete cascade,
  label_id uuid not null references outlier.labels (id) on delete cascade,
  is_archived boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (conversation_id, label_id)
);
create index conversations_labels_label_id_idx on outlier.conversations_labels (label_id);
create index conversations_labels_label_idx on outlier.conversations_labels (label_id, created_at)
  where not is_archived;
comment on table outlier.conversations_labels is 'The labels of a conversation, past ones included.';
comment on column outlier.conversations_labels.is_archived is
  'The label has been taken off; false again when it returns.';
comment on column outlier.conversations_labels.created_at is
  'Since when the conversation carries the label; renewed when it returns.';

create table outlier.conversations_users (
  conversation_id uuid not null references outlier.conversations (id) on delete cascade,
  user_id uuid not null references outlier.users (id) on delete cascade,
  unassigned boolean not null default false,
  closed boolean not null default false,
  archived boolean not null default false,
  trashed boolean not null default false,
  junked boolean not null default false,
  assigned boolean not null default false,
  flagged boolean not null default false,
  snoozed boolean not null default false,
  primary key (conversation_id, user_id)
);
create index conversations_users_user_id_idx on outlier.conversations_users (user_id);
comment on table outlier.conversations_users is 'How a conversation stands in each user''s inbox.';

create table outlier.conversations_assignees (
  conversation_id uuid not null references outlier.conversations (id) on delete cascade,
  user_id uuid not null references outlier.users (id) on delete cascade,
  assigned_at timestamptz not null default now(),
  unassigned boolean not null default false,
  closed boolean not null default false,
  archived boolean not null default false,
  trashed boolean not null default false,
  junked boolean not null default false,
  assigned boolean not null default true,
  flagged boolean not null default false,
  snoozed boolean not null default false,
  primary key (conversation_id, user_id)
);
create index conversations_assignees_user_id_idx on outlier.conversations_assignees (user_id);
comment on table outlier.conversations_assignees is
  'Who a conversation is assigned to now, and how it stands in their inboxes.';

create table outlier.conversations_assignees_history (
  id bigint generated always as identity primary key,
  conversation_id uuid not null references outlier.conversations (id) on delete cascade,
  user_id uuid references outlier.users (id) on delete cascade,
  conversation_history_id bigint references outlier.conversation_history (id) on delete cascade,
  unassigned boolean not null default false,
  closed boolean not null default false,
  archived boolean not null default false,
  trashed boolean not null default false,
  junked boolean not null default false,
  assigned boolean not null,
  flagged boolean not null default false,
  snoozed boolean not null default false,
  changed_at timestamptz not null default now()
);
create index conversations_assignees_history_conversation_idx
  on outlier.conversations_assignees_history (conversation_id, changed_at);
create index conversations_assignees_history_user_id_idx on outlier.conversations_assignees_history (user_id);
create index conversations_assignees_history_change_idx
  on outlier.conversations_assignees_history (conversation_history_id);
comment on table outlier.conversations_assignees_history is
  'Who was assigned to a conversation, or taken off it, when, and how it then stood in their inbox.';
comment on column outlier.conversations_assignees_history.user_id is
  'Null: a row of an import from the predecessor, which does not say whose it is.';
comment on column outlier.conversations_assignees_history.conversation_history_id is
  'The assignee_change in conversation_history that the row is part of.';
comment on column outlier.conversations_assignees_history.assigned is 'False: the user was taken off.';

create table outlier.comments (
  id uuid primary key,
  conversation_id uuid not null references outlier.conversations (id) on delete cascade,
  user_id uuid references outlier.users (id) on delete set null,
  body text,
  is_task boolean not null default false,
  task_completed_at timestamptz,
  attachment jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null default now()
);
create index comments_conversation_id_idx on outlier.comments (conversation_id);
create index comments_user_id_idx on outlier.comments (user_id);
comment on table outlier.comments is 'The team''s internal comments and tasks.';

create table outlier.comments_mentions (
  id bigint generated always as identity primary key,
  comment_id uuid not null references outlier.comments (id) on delete cascade,
  user_id uuid references outlier.users (id) on delete cascade,
  team_id uuid references outlier.teams (id) on delete cascade,
  starts_at integer not null,
  length integer not null,
  constraint a_comment_mentions_somebody_once_at_a_place
    unique nulls not distinct (comment_id, user_id, team_id, starts_at)
);
create index comments_mentions_team_id_idx on outlier.comments_mentions (team_id);
create index comments_mentions_user_id_idx on outlier.comments_mentions (user_id);
comment on table outlier.comments_mentions is
  'Whom a comment mentions, and where in its text; neither user nor team: everyone.';

create table outlier.tasks_assignees (
  comment_id uuid not null references outlier.comments (id) on delete cascade,
  user_id uuid not null references outlier.users (id) on delete cascade,
  primary key (comment_id, user_id)
);
create index tasks_assignees_user_id_idx on outlier.tasks_assignees (user_id);
comment on table outlier.tasks_assignees is 'Who a task is given to.';

-- Who carries which label, so that the audience of a campaign is read from one index and not joined together from
-- millions of conversations each time. Triggers on conversations_labels and conversations_authors keep it.
create table outlier.authors_labels (
  label_id uuid not null,
  author bigint not null,
  since timestamptz not null,
  primary key (label_id, author) include (since)
);
create index authors_labels_author_idx on outlier.authors_labels (author);
comment on table outlier.authors_labels is
  'Each author''s labels, over all of their conversations on which they are not archived. Kept by triggers; not to '
  'be written to.';
comment on column outlier.authors_labels.author is 'The author''s number, as in authors.number.';
comment on column outlier.authors_labels.since is
  'The latest conversations_labels.created_at: a clause with "since" counts the author if this is not before it.';
