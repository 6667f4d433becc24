-- The tables are temporary: other sessions do not see them, and they disappear with the session. Columns have the
-- source's names. If the source lacks a column, it is null.
create or replace function outlier.stage_import()
returns void
language plpgsql
volatile
set search_path = ''
set client_min_messages = warning
as $$
begin
  -- The phone number here for each spelling of a number in the source.
  create temporary table import_numbers (raw text primary key, phone_number text, note text);
  -- One row for each person of import_authors, with all spellings of the number.
  create temporary table import_people (
    phone_number text primary key, name text, email text, zipcode text, unsubscribed boolean, exclude boolean,
    added_via_file_upload boolean, created_at timestamptz, updated_at timestamptz, spellings text[]
  );
  -- Rows of import_message_statuses with their values here. flaw: why the import leaves the row out.
  create temporary table import_mapped_statuses (
    source_id bigint, kind text, source_batch bigint, batch_id bigint, audience_segment_id bigint, phone_number text,
    is_second boolean, status text, flaw text
  );
  -- Rows of both queues.
  create temporary table import_waiting (
    is_second boolean, source_id bigint, kind text, source_batch bigint, raw text, message text, second_message text,
    delay integer, segment bigint, due_at timestamptz, reads integer, source_row jsonb
  );
  create temporary table import_organizations (
    id uuid, name text, created_at timestamptz, updated_at timestamptz
  );
  create temporary table import_teams (
    id uuid, name text, organization_id uuid, created_at timestamptz, updated_at timestamptz
  );
  create temporary table import_users (
    id uuid, name text, email text, avatar_url text, created_at timestamptz, updated_at timestamptz
  );
  create temporary table import_user_history (id bigint, user_id uuid, name text, email text, created_at timestamptz);
  create temporary table import_rules (
    id uuid, description text, type text, created_at timestamptz, updated_at timestamptz
  );
  create temporary table import_labels (
    id uuid, name text, name_with_parent_names text, color text, parent uuid, share_with_organization boolean,
    visibility text, created_at timestamptz, updated_at timestamptz
  );
  create temporary table import_authors (
    phone_number text, name text, unsubscribed boolean, exclude boolean, added_via_file_upload boolean,
    zipcode text, email text, created_at timestamptz, updated_at timestamptz
  );
  create temporary table import_conversations (
    id uuid, subject text, latest_message_subject text, organization_id uuid, team_id uuid, messages_count integer,
    drafts_count integer, send_later_messages_count integer, attachments_count integer, tasks_count integer,
    completed_tasks_count integer, assignee_names text, assignee_emails text, shared_label_names text, web_url text,
    app_url text, closed boolean, created_at timestamptz, updated_at timestamptz
  );
  create temporary table import_conversations_authors (conversation_id uuid, author_phone_number text);
  create temporary table import_conversations_labels (
    id bigint, conversation_id uuid, label_id uuid, is_archived boolean, created_at timestamptz, updated_at timestamptz
  );
  create temporary table import_conversations_users (
    conversation_id uuid, user_id uuid, unassigned boolean, closed boolean, archived boolean, trashed boolean,
    junked boolean, assigned boolean, flagged boolean, snoozed boolean
  );
  create temporary table import_conversations_assignees (
    id bigint, conversation_id uuid, user_id uuid, unassigned boolean, closed boolean, archived boolean,
    trashed boolean, junked boolean, assigned boolean, flagged boolean, snoozed boolean, created_at timestamptz
  );
  create temporary table import_conversations_assignees_history (
    id bigint, conversation_history_id bigint, unassigned boolean, closed boolean, archived boolean, trashed boolean,
    junked boolean, assigned boolean, flagged boolean, snoozed boolean, created_at timestamptz
  );
  -- Rows of import_conversations_assignees_history with the change that each belongs to here.
  create temporary table import_assignee_changes (id bigint primary key, conversation_id uuid, history_id bigint);
  create temporary table import_conversation_history (
    id bigint, conversation_id uuid, change_type text, team_id uuid, created_at timestamptz
  );
  create temporary table import_comments (
    id uuid, conversation_id uuid, user_id uuid, body text, is_task boolean, task_completed_at timestamptz,
    attachment text, created_at timestamptz
  );
  create temporary table import_comments_mentions (id bigint, comment_id uuid, user_id uuid, team_id uuid);
  create temporary table import_tasks_assignees (id bigint, comment_id uuid, user_id uuid);
  create temporary table import_audience_segments (
    id bigint, name text, query text, description text, created_at timestamptz
  );
  create temporary table import_broadcasts (
    id bigint, first_message text, second_message text, original_first_message text, original_second_message text,
    delay integer, no_users integer, run_at timestamptz, editable boolean, created_at timestamptz,
    updated_at timestamptz
  );
  create temporary table import_broadcasts_segments (
    id bigint, broadcast_id bigint, segment_id bigint, ratio numeric, first_message text, second_message text
  );
  create temporary table import_campaigns (
    id bigint, title text, first_message text, second_message text, segments jsonb, recipient_file_url text,
    delay integer, run_at timestamptz, processed boolean, recipient_count integer, label_ids text[],
    created_at timestamptz, updated_at timestamptz
  );
  create temporary table import_campaign_file_recipients (id bigint, campaign_id bigint, phone_number text);
  create temporary table import_broadcast_settings (
    id bigint, mon time, tue time, wed time, thu time, fri time, sat time, sun time, active boolean,
    created_at timestamptz, updated_at timestamptz
  );
  create temporary table import_lookup_template (
    id bigint, name text, content text, type text, created_at timestamptz, updated_at timestamptz
  );
  create temporary table import_message_statuses (
    id bigint, recipient_phone_number text, missive_id uuid, missive_conversation_id uuid, twilio_sent_at timestamptz,
    broadcast_id bigint, campaign_id bigint, is_second boolean, twilio_sent_status text, twilio_id text, message text,
    audience_segment_id bigint, closed boolean, created_at timestamptz, updated_at timestamptz
  );
  create temporary table import_twilio_messages (
    id uuid, preview text, type text, delivered_at timestamptz, "references" text[], external_id text,
    attachments text, from_field text, to_field text, is_reply boolean, reply_to_broadcast bigint,
    reply_to_campaign bigint, sender_id uuid, created_at timestamptz, updated_at timestamptz
  );
  create temporary table import_unsubscribed_messages (
    id bigint, broadcast_id bigint, twilio_message_id uuid, reply_to bigint, created_at timestamptz
  );
  create temporary table import_q_broadcast_first_messages (
    msg_id bigint, read_ct integer, enqueued_at timestamptz, vt timestamptz, message jsonb
  );
  create temporary table import_q_broadcast_second_messages (
    msg_id bigint, read_ct integer, enqueued_at timestamptz, vt timestamptz, message jsonb
  );
  -- Every table of the source with its number of rows. Tables that the import does not read are reported.
  create temporary table import_source_tables (name text primary key, amount bigint not null);
end;
$$;
comment on function outlier.stage_import() is
  'Creates the temporary tables into which `outlier import` copies the predecessor''s tables.';
