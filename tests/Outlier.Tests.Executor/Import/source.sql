-- A copy of the predecessor's database with only the tables and columns that an import reads.
create schema pgmq;
create type public.twilio_status as enum ('delivered', 'undelivered', 'failed', 'received', 'sent', 'delivery_unknown');
create table public.organizations (id uuid primary key, name text, created_at timestamptz, updated_at timestamptz);
create table public.teams (id uuid primary key, name text, organization_id uuid, created_at timestamptz, updated_at timestamptz);
create table public.users (id uuid primary key, name text, email text, avatar_url text, created_at timestamptz, updated_at timestamptz);
create table public.user_history (id serial primary key, user_id uuid, name text, email text, created_at timestamptz);
create table public.rules (id uuid primary key, description text, type text, created_at timestamptz, updated_at timestamptz);
create table public.labels (
  id uuid primary key, name text, name_with_parent_names text, color text, parent uuid, share_with_organization boolean,
  visibility text, created_at timestamptz, updated_at timestamptz
);
create table public.authors (
  phone_number text primary key, name text, unsubscribed boolean not null default false, exclude boolean default false,
  added_via_file_upload boolean default false, zipcode varchar, email text, created_at timestamptz not null, updated_at timestamptz
);
create table public.conversations (
  id uuid primary key, subject text, latest_message_subject text, organization_id uuid, team_id uuid, messages_count integer not null default 0,
  drafts_count integer not null default 0, send_later_messages_count integer not null default 0, attachments_count integer not null default 0,
  tasks_count integer not null default 0, completed_tasks_count integer not null default 0, assignee_names text, assignee_emails text, shared_label_names text, web_url text,
  app_url text, closed boolean, created_at timestamptz, updated_at timestamptz
);
create table public.conversations_authors (id serial primary key, conversation_id uuid, author_phone_number text);
create table public.conversations_labels (
  id serial primary key, conversation_id uuid, label_id uuid, is_archived boolean, created_at timestamptz, updated_at timestamptz
);
create table public.conversations_users (
  id serial primary key, conversation_id uuid, user_id uuid, unassigned boolean not null default false, closed boolean not null default false,
  archived boolean not null default false, trashed boolean not null default false, junked boolean not null default false,
  assigned boolean not null default false, flagged boolean not null default false, snoozed boolean not null default false
);
create table public.conversations_assignees (
  id serial primary key, conversation_id uuid, user_id uuid, created_at timestamptz, updated_at timestamptz,
  unassigned boolean not null default false, closed boolean not null default false, archived boolean not null default false,
  trashed boolean not null default false, junked boolean not null default false, assigned boolean not null default false,
  flagged boolean not null default false, snoozed boolean not null default false
);
create table public.conversations_assignees_history (
  id serial primary key, conversation_history_id bigint, created_at timestamptz,
  unassigned boolean not null default false, closed boolean not null default false, archived boolean not null default false,
  trashed boolean not null default false, junked boolean not null default false, assigned boolean not null default false,
  flagged boolean not null default false, snoozed boolean not null default false
);
create table public.conversation_history (id serial primary key, conversation_id uuid, change_type text, team_id uuid, created_at timestamptz);
create table public.comments (
  id uuid primary key, conversation_id uuid, user_id uuid, body text, is_task boolean, task_completed_at timestamptz,
  attachment jsonb, created_at timestamptz
);
create table public.comments_mentions (id serial primary key, comment_id uuid, user_id uuid, team_id uuid);
create table public.tasks_assignees (id serial primary key, comment_id uuid, user_id uuid);
create table public.audience_segments (id serial primary key, name text, query text, description text, created_at timestamptz);
create table public.broadcasts (
  id serial primary key, first_message text, second_message text, original_first_message text, original_second_message text,
  delay integer, no_users integer, run_at timestamptz, editable boolean, created_at timestamptz, updated_at timestamptz
);
create table public.broadcasts_segments (
  id serial primary key, broadcast_id bigint, segment_id bigint, ratio smallint, first_message text, second_message text
);
create table public.broadcast_settings (
  id bigint primary key, mon time, tue time, wed time, thu time, fri time, sat time, sun time, active boolean,
  created_at timestamptz, updated_at timestamptz
);
create table public.lookup_template (id serial primary key, name varchar, content text, type varchar, created_at timestamptz, updated_at timestamptz);
create table public.campaigns (
  id serial primary key, title text, first_message text, second_message text, segments jsonb, recipient_file_url text,
  delay integer, run_at timestamptz, processed boolean, recipient_count integer, label_ids text[],
  created_at timestamptz, updated_at timestamptz
);
create table public.campaign_file_recipients (id serial primary key, campaign_id integer, phone_number text);
create table public.message_statuses (
  id serial primary key, recipient_phone_number text, missive_id uuid, missive_conversation_id uuid, twilio_sent_at timestamptz,
  broadcast_id bigint, campaign_id integer, is_second boolean, twilio_sent_status public.twilio_status default 'delivered',
  twilio_id text, message text, audience_segment_id bigint, closed boolean, created_at timestamptz, updated_at timestamptz
);
create table public.twilio_messages (
  id uuid primary key, preview text, type text, delivered_at timestamptz, "references" text[], external_id text, attachments text,
  from_field text, to_field text, is_reply boolean, reply_to_broadcast bigint, reply_to_campaign bigint, sender_id uuid,
  created_at timestamptz, updated_at timestamptz
);
create table public.unsubscribed_messages (id serial primary key, broadcast_id bigint, twilio_message_id uuid, reply_to bigint, created_at timestamptz);
create table public.invoke_history (id serial primary key, request_body jsonb, created_at timestamptz not null default now());
create table public.errors (id serial primary key, request_body text, rule_type text, message text, created_at timestamptz not null default now());
create table public.campaign_personalized_recipients (id serial primary key, phone_number text, message text, created_at timestamptz);
create table pgmq.q_broadcast_first_messages (msg_id bigint primary key, read_ct integer, enqueued_at timestamptz, vt timestamptz, message jsonb);
create table pgmq.q_broadcast_second_messages (msg_id bigint primary key, read_ct integer, enqueued_at timestamptz, vt timestamptz, message jsonb);

-- The rows. Each value comes from a number, so a test can compute what it expects.
create function public.id(p_kind text, p_index bigint) returns uuid language sql immutable as $$ select md5(p_kind || p_index)::uuid $$;
create function public.at(p_days numeric) returns timestamptz language sql immutable
  as $$ select timestamptz '2026-01-05 15:00+00' + p_days * interval '1 day' $$;
create table public.codes as
  select row_number() over (order by c) - 1 as place, c as code from generate_series(201, 989) as c
  where c::text ~ '^(2[0-8]|3[0-68]|[4-7][0-8]|9[0-58])[0-9]$' and c::text !~ '11$|00$|222|333|444|555|666|777';
create function public.number(p_index bigint) returns text language sql stable as $$
  select '+1' || c.code || '55501' || lpad((p_index % 100)::text, 2, '0') from public.codes as c where c.place = p_index / 100
$$;

insert into organizations values (id('organization', 1), 'The Newsroom', at(0), null);
insert into teams values (id('team', 1), 'Desk', id('organization', 1), at(0), null);
insert into users select id('user', i), 'User ' || i, 'user' || i || '@example.org', '', at(0), null from generate_series(1, 5) as i;
insert into user_history (user_id, name, email, created_at) values
  (id('user', 1), 'First Name', 'user1@example.org', at(0)), (id('user', 1), 'User 1', 'user1@example.org', at(3)),
  (id('user', 99), 'Nobody', null, at(3));
insert into user_history (user_id, name, email, created_at) select id('user', i), 'User ' || i, 'user' || i || '@example.org', at(0) from generate_series(2, 5) as i;
insert into rules values (id('rule', 1), 'Incoming', 'incoming_sms_message', at(0), null);
insert into labels select id('label', i), 'Label ' || i, 'Label ' || i, '#fff', null, false, 'organization', at(0), null from generate_series(1, 6) as i;
-- Tables of the lookup service.
create table public.lookup_history (
  id serial primary key, created_at timestamptz not null default now(), address text default '', tax_status varchar default '',
  rental_status varchar default '', zip_code varchar default ''
);
create table public.weekly_reports (id serial primary key, created_at timestamptz not null default now(), replies_total integer default 0);
