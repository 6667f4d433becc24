-- Views in the schema public with the names and columns of the edge functions' database, for dashboards and for the
-- lookup service. Optional: `outlier migrate` does not run it. See docs/how-to/migrate-from-edge-functions.md.
--
-- Run it as the login of `outlier migrate`, and again after each upgrade:
--   psql -v ON_ERROR_STOP=1 -f sql/compat/public.sql
-- It replaces its own views. If a table of one of these names is in public, it stops, and changes nothing.
--
-- Grant your programs one of two roles:
--   outlier_reader   dashboards: may read the views
--   outlier_lookup   the lookup service: may also change email and zipcode of people, and write its own two tables
begin;
set local client_min_messages = warning;

do $do$
declare
  v_name text;
begin
  if to_regclass('outlier.batches') is null then
    raise exception 'this database has no Outlier: run `outlier migrate` first';
  end if;
  select string_agg(format('%s.%s', n.nspname, c.relname), ', ' order by c.relname)
  into v_name
  from pg_class as c
  inner join pg_namespace as n on n.oid = c.relnamespace
  where n.nspname = 'public'
    and c.relkind <> 'v'
    and c.relname in (
      'audience_segments', 'authors', 'broadcast_settings', 'broadcasts', 'broadcasts_segments',
      'campaign_file_recipients', 'campaign_personalized_recipients', 'campaigns', 'comments', 'comments_mentions',
      'conversation_history', 'conversations', 'conversations_assignees', 'conversations_assignees_history',
      'conversations_authors', 'conversations_labels', 'conversations_users', 'errors', 'invoke_history', 'labels',
      'lookup_template', 'message_statuses', 'organizations', 'rules', 'tasks_assignees', 'teams', 'twilio_messages',
      'unsubscribed_messages', 'user_history', 'users'
    );
  if v_name is not null then
    raise exception using
      message = format('%s is no view: this looks like the edge functions'' own database', v_name),
      hint = 'Run the script in Outlier''s database.';
  end if;
  if to_regtype('public.twilio_status') is null then
    create type public.twilio_status as enum (
      'delivery_unknown', 'delivered', 'undelivered', 'failed', 'received', 'sent'
    );
  end if;
  if to_regrole('outlier_lookup') is null then
    create role outlier_lookup;
  end if;
end
$do$;
grant outlier_reader to outlier_lookup;
grant usage on schema public to outlier_reader;

drop view if exists
  public.audience_segments, public.authors, public.broadcast_settings, public.broadcasts, public.broadcasts_segments,
  public.campaign_file_recipients, public.campaign_personalized_recipients, public.campaigns, public.comments,
  public.comments_mentions, public.conversation_history, public.conversations, public.conversations_assignees,
  public.conversations_assignees_history, public.conversations_authors, public.conversations_labels,
  public.conversations_users, public.errors, public.invoke_history, public.labels, public.lookup_template,
  public.message_statuses, public.organizations, public.rules, public.tasks_assignees, public.teams,
  public.twilio_messages, public.unsubscribed_messages, public.user_history, public.users;

-- People and the inbox.
create view public.authors as
select
  a.created_at, a.updated_at, a.name, a.phone_number, a.unsubscribed, a.exclude, a.added_via_file_upload, a.zipcode,
  a.email
from outlier.authors as a;

create view public.organizations as
select o.created_at, o.updated_at, o.name, o.id from outlier.organizations as o;

create view public.teams as
select t.created_at, t.name, t.id, t.organization_id, t.updated_at from outlier.teams as t;

create view public.users as
select u.created_at, u.updated_at, u.email, u.name, u.avatar_url, u.id from outlier.users as u;

-- There, a row has the name from its moment on; here, the name until then.
create view public.user_history as
select
  v.id, v.created_at,
  coalesce(lead(v.name_before) over named, u.name) as name,
  coalesce(lead(v.email_before) over named, u.email) as email,
  v.user_id
from (
  select h.id, h.changed_at as created_at, h.name as name_before, h.email as email_before, h.user_id
  from outlier.user_history as h
  union all
  select hashtextextended(u.id::text, 0) & 9007199254740991, u.created_at, null, null, u.id from outlier.users as u
) as v
inner join outlier.users as u on u.id = v.user_id
window named as (partition by v.user_id order by v.created_at, v.name_before nulls first);

create view public.rules as
select r.created_at, r.updated_at, r.description, r.type, r.id from outlier.rules as r;

create view public.labels as
select
  l.created_at, l.updated_at, l.id, l.name, coalesce(l.name_with_parent_names, '') as name_with_parent_names, l.color,
  l.parent, l.share_with_organization, l.visibility
from outlier.labels as l;

create view public.conversations as
select
  c.id, c.created_at, coalesce(c.messages_count, 0) as messages_count, coalesce(c.drafts_count, 0) as drafts_count,
  coalesce(c.send_later_messages_count, 0) as send_later_messages_count,
  coalesce(c.attachments_count, 0) as attachments_count, coalesce(c.tasks_count, 0) as tasks_count,
  coalesce(c.completed_tasks_count, 0) as completed_tasks_count, c.subject, c.latest_message_subject,
  c.assignee_names, c.assignee_emails, c.shared_label_names, coalesce(c.web_url, '') as web_url,
  coalesce(c.app_url, '') as app_url, c.updated_at, c.closed, c.organization_id, c.team_id
from outlier.conversations as c;

-- Rows without an id of their own here have one made of their key: it stays the same, and fits into a double.
create view public.conversations_authors as
select
  hashtextextended(ca.conversation_id::text || ca.author_phone_number, 0) & 9007199254740991 as id, c.created_at,
  ca.conversation_id, ca.author_phone_number
from outlier.conversations_authors as ca
inner join outlier.conversations as c on c.id = ca.conversation_id;

create view public.conversations_labels as
select
  hashtextextended(cl.conversation_id::text || cl.label_id::text, 0) & 9007199254740991 as id, cl.created_at,
  cl.conversation_id, cl.label_id, cl.updated_at, cl.is_archived
from outlier.conversations_labels as cl;

create view public.conversations_users as
select
  hashtextextended(cu.conversation_id::text || cu.user_id::text, 0) & 9007199254740991 as id, c.created_at,
  c.updated_at, cu.conversation_id, cu.user_id, cu.unassigned, cu.closed, cu.archived, cu.trashed, cu.junked,
  cu.assigned, cu.flagged, cu.snoozed
from outlier.conversations_users as cu
inner join outlier.conversations as c on c.id = cu.conversation_id;

create view public.conversations_assignees as
select
  hashtextextended(ca.conversation_id::text || ca.user_id::text, 0) & 9007199254740991 as id,
  ca.assigned_at as created_at, ca.unassigned, ca.closed, ca.archived, ca.trashed, ca.junked, ca.assigned, ca.flagged,
  ca.snoozed, ca.assigned_at as updated_at, ca.conversation_id, ca.user_id
from outlier.conversations_assignees as ca;

create view public.conversation_history as
select
  h.id, h.changed_at as created_at, h.conversation_id,
  case h.change_type when 'team_change' then h.change_type else 'conversation_' || h.change_type end as change_type,
  h.team_id
from outlier.conversation_history as h;

create view public.conversations_assignees_history as
select
  h.id, h.changed_at as created_at, h.unassigned, h.closed, h.archived, h.trashed, h.junked, h.assigned, h.flagged,
  h.snoozed, h.conversation_history_id
from outlier.conversations_assignees_history as h;

create view public.comments as
select
  c.created_at, c.body, c.task_completed_at, c.user_id, c.is_task, c.id, c.conversation_id, c.attachment
from outlier.comments as c;

create view public.comments_mentions as
select m.id, c.created_at, m.comment_id, m.user_id, m.team_id, c.updated_at
from outlier.comments_mentions as m
inner join outlier.comments as c on c.id = m.comment_id;

create view public.tasks_assignees as
select
  hashtextextended(t.comment_id::text || t.user_id::text, 0) & 9007199254740991 as id, c.created_at, c.updated_at,
  t.comment_id, t.user_id
from outlier.tasks_assignees as t
inner join outlier.comments as c on c.id = t.comment_id;

create view public.twilio_messages as
select
  m.id, coalesce(m.preview, '') as preview, m.type, m.delivered_at, m.updated_at, m."references", m.created_at,
  m.external_id, m.attachments::text as attachments, m.from_phone_number as from_field, m.to_phone_number as to_field,
  m.is_reply, m.reply_to_broadcast, m.reply_to_campaign, m.sender_id
from outlier.twilio_messages as m;

create view public.unsubscribed_messages as
select m.id, m.created_at, m.broadcast_id, m.twilio_message_id, m.message_status_id as reply_to
from outlier.unsubscribed_messages as m;

-- Broadcasts and campaigns.
create view public.audience_segments as
select s.id, s.created_at, s.query, coalesce(s.description, '') as description, s.name
from outlier.audience_segments as s;

create view public.broadcasts as
select
  b.id, b.created_at, b.run_at, b.delay, b.updated_at, b.editable, b.no_users, b.first_message,
  coalesce(b.second_message, '') as second_message, b.original_first_message, b.original_second_message,
  null::text as twilio_paging
from outlier.broadcasts as b;

create view public.broadcasts_segments as
select
  hashtextextended(bs.broadcast_id || ' ' || bs.segment_id, 0) & 9007199254740991 as id, b.created_at, bs.broadcast_id,
  bs.segment_id, bs.ratio, bs.first_message, bs.second_message
from outlier.broadcasts_segments as bs
inner join outlier.broadcasts as b on b.id = bs.broadcast_id;

create view public.broadcast_settings as
select
  s.id, s.mon, s.tue, s.wed, s.thu, s.fri, s.sat, s.sun, s.active, s.created_at, s.created_at as updated_at
from outlier.broadcast_settings as s;

create view public.campaigns as
select
  c.id, c.title, coalesce(c.first_message, '') as first_message, c.second_message, c.segments,
  null::text as recipient_file_url, c.run_at, c.delay, c.recipient_count, c.created_at, c.updated_at, c.processed,
  null::text as twilio_paging, c.label_ids::text[] as label_ids
from outlier.campaigns as c;

create view public.campaign_file_recipients as
select
  f.campaign_id * 1000000000 + f.line::bigint * 100 + f.place as id, f.phone_number, f.campaign_id, c.processed,
  c.created_at
from outlier.campaign_file_recipients as f
inner join outlier.campaigns as c on c.id = f.campaign_id
where f.verdict in ('accepted', 'extension', 'unsubscribed', 'excluded');

create view public.campaign_personalized_recipients as
select p.id, p.phone_number, p.message, p.created_at from outlier.campaign_personalized_recipients as p;

create view public.message_statuses as
select
  s.id, s.created_at, s.recipient_phone_number, s.missive_id, s.missive_conversation_id, s.twilio_sent_at,
  s.broadcast_id, s.campaign_id, s.is_second, s.updated_at,
  (
    case
      when s.twilio_sent_status in ('delivered', 'undelivered', 'failed', 'received', 'sent') then s.twilio_sent_status
      else 'delivery_unknown'
    end
  )::public.twilio_status as twilio_sent_status,
  s.twilio_id, s.message, s.audience_segment_id, s.closed, null::bigint as second_message_queue_id
from outlier.message_statuses as s;

create view public.lookup_template as
select
  hashtextextended(t.name, 0) & 9007199254740991 as id, t.updated_at as created_at, t.updated_at, t.name, t.content,
  null::text as type
from outlier.lookup_templates as t;

-- Webhooks. What people wrote stays in the schema outlier, where readers do not see it.
create view public.errors as
select
  e.id, null::text as request_body, e.rule_type, null::uuid as rule_id, null::text as rule_description, e.message,
  e.occurred_at as created_at
from outlier.errors as e;

create view public.invoke_history as
select h.id, h.received_at as created_at, null::uuid as conversation_id, null::jsonb as request_body
from outlier.invoke_history as h;

grant select on
  public.audience_segments, public.authors, public.broadcast_settings, public.broadcasts, public.broadcasts_segments,
  public.campaign_file_recipients, public.campaign_personalized_recipients, public.campaigns, public.comments,
  public.comments_mentions, public.conversation_history, public.conversations, public.conversations_assignees,
  public.conversations_assignees_history, public.conversations_authors, public.conversations_labels,
  public.conversations_users, public.errors, public.invoke_history, public.labels, public.lookup_template,
  public.message_statuses, public.organizations, public.rules, public.tasks_assignees, public.teams,
  public.twilio_messages, public.unsubscribed_messages, public.user_history, public.users
to outlier_reader;

-- With the rights of its owner, because a change of a person runs triggers that nobody else may. Nothing but the two
-- columns is written: whether somebody may be texted is changed by consent functions alone.
create or replace function public.write_contact()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  update outlier.authors as a
  set email = NEW.email, zipcode = NEW.zipcode, updated_at = pg_catalog.now()
  where a.phone_number = OLD.phone_number
    and (a.email is distinct from NEW.email or a.zipcode is distinct from NEW.zipcode);
  return NEW;
end;
$$;
comment on function public.write_contact() is
  'Writes the email and zipcode of a person that a program has changed through public.authors.';
create trigger write_contact
  instead of update on public.authors
  for each row
  execute function public.write_contact();
grant update (email, zipcode) on public.authors to outlier_lookup;

-- The lookup service's own tables, which `outlier import` copies.
do $do$
declare
  v_name text;
  v_sequence text;
begin
  foreach v_name in array array['lookup_history', 'weekly_reports'] loop
    if to_regclass('public.' || v_name) is not null then
      execute format('grant select on public.%I to outlier_reader', v_name);
      execute format('grant insert, update, delete on public.%I to outlier_lookup', v_name);
      v_sequence := pg_get_serial_sequence('public.' || v_name, 'id');
      if v_sequence is not null then
        execute format('grant usage on sequence %s to outlier_lookup', v_sequence);
      end if;
    end if;
  end loop;
end
$do$;
commit;
