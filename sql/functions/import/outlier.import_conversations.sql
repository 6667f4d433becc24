-- If Outlier has received a webhook about a conversation, its own data is newer and stays.
create or replace function outlier.import_conversations(p_now timestamptz default now())
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  delete from outlier.import_report as r where r.source_table = 'conversations';
  insert into outlier.conversations as here (
    id, subject, latest_message_subject, organization_id, team_id, messages_count, drafts_count,
    send_later_messages_count, attachments_count, tasks_count, completed_tasks_count, assignee_names, assignee_emails,
    shared_label_names, web_url, app_url, closed, created_at, updated_at
  )
  select
    c.id, c.subject, c.latest_message_subject, o.id, t.id, c.messages_count, c.drafts_count,
    c.send_later_messages_count, c.attachments_count, c.tasks_count, c.completed_tasks_count, c.assignee_names,
    c.assignee_emails, c.shared_label_names, c.web_url, c.app_url, coalesce(c.closed, false),
    coalesce(c.created_at, p_now), coalesce(c.updated_at, c.created_at, p_now)
  from pg_temp.import_conversations as c
  left join outlier.organizations as o on o.id = c.organization_id
  left join outlier.teams as t on t.id = c.team_id
  order by c.id
  on conflict (id) do update
  set
    subject = excluded.subject, latest_message_subject = excluded.latest_message_subject, team_id = excluded.team_id,
    messages_count = excluded.messages_count, drafts_count = excluded.drafts_count,
    send_later_messages_count = excluded.send_later_messages_count, attachments_count = excluded.attachments_count,
    tasks_count = excluded.tasks_count, completed_tasks_count = excluded.completed_tasks_count,
    assignee_names = excluded.assignee_names, assignee_emails = excluded.assignee_emails,
    shared_label_names = excluded.shared_label_names, closed = excluded.closed, updated_at = excluded.updated_at
  where here.heard_at is null
    and row(
      here.subject, here.latest_message_subject, here.team_id, here.messages_count, here.drafts_count,
      here.send_later_messages_count, here.attachments_count, here.tasks_count, here.completed_tasks_count,
      here.assignee_names, here.assignee_emails, here.shared_label_names, here.closed
    ) is distinct from row(
      excluded.subject, excluded.latest_message_subject, excluded.team_id, excluded.messages_count,
      excluded.drafts_count, excluded.send_later_messages_count, excluded.attachments_count, excluded.tasks_count,
      excluded.completed_tasks_count, excluded.assignee_names, excluded.assignee_emails, excluded.shared_label_names,
      excluded.closed
    );
  insert into outlier.import_report (source_table, source_key, kind, why)
  select
    'conversations', c.id::text, 'orphan',
    'The organization or team of this conversation does not exist in the source. The conversation was taken without it.'
  from pg_temp.import_conversations as c
  where c.organization_id is not null and c.organization_id not in (select o.id from outlier.organizations as o)
    or c.team_id is not null and c.team_id not in (select t.id from outlier.teams as t)
  order by c.id;
  analyze pg_temp.import_conversations;
  analyze outlier.conversations;
  perform outlier.record_import(
    'conversations',
    (select pg_catalog.count(*) from pg_temp.import_conversations),
    (
      select pg_catalog.count(*)
      from pg_temp.import_conversations as c
      inner join outlier.conversations as here on here.id = c.id
    ),
    0,
    p_now
  );
end;
$$;
comment on function outlier.import_conversations(timestamptz) is
  'Imports conversations. Updates those about which Outlier has received no webhook.';
