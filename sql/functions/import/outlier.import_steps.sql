-- A step may need the rows of an earlier step. The queues come before their batches, and people come before everything
-- that refers to them.
create or replace function outlier.import_steps()
returns table (step integer, name text, source_tables text[], function_name text)
language plpgsql
immutable
set search_path = ''
as $$
begin
  return query
  select s.step, s.name, s.source_tables::text[], s.function_name
  from (values
    (1, 'team', '{organizations,teams,users,user_history,rules}', 'import_team'),
    (2, 'labels', '{labels}', 'import_labels'),
    (3, 'authors', '{authors}', 'import_authors'),
    (4, 'conversations', '{conversations}', 'import_conversations'),
    (5, 'conversations_authors', '{conversations_authors}', 'import_conversations_authors'),
    (6, 'conversations_labels', '{conversations_labels}', 'import_conversations_labels'),
    (7, 'queues', '{q_broadcast_first_messages,q_broadcast_second_messages}', 'import_queues'),
    (8, 'segments', '{audience_segments}', 'import_segments'),
    (9, 'broadcasts', '{broadcasts,broadcasts_segments}', 'import_broadcasts'),
    (10, 'campaigns', '{campaigns,campaign_file_recipients}', 'import_campaigns'),
    (11, 'message_statuses', '{message_statuses}', 'import_message_statuses'),
    (12, 'twilio_messages', '{twilio_messages}', 'import_twilio_messages'),
    (13, 'unsubscribed_messages', '{unsubscribed_messages}', 'import_consent'),
    (14, 'held messages', '{}', 'hold_imported_messages'),
    (
      15, 'inbox',
      '{conversations_users,conversations_assignees,conversation_history,conversations_assignees_history}',
      'import_inbox'
    ),
    (16, 'comments', '{comments,comments_mentions,tasks_assignees}', 'import_comments'),
    (17, 'settings', '{broadcast_settings,lookup_template}', 'import_settings'),
    (18, 'everything else', '{}', 'report_tables_not_taken')
  ) as s (step, name, source_tables, function_name)
  order by s.step;
end;
$$;
comment on function outlier.import_steps() is
  'Returns the steps of `outlier import` in order: the source tables of each step, and the function that imports '
  'them. Each step is one transaction.';
