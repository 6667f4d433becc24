-- A Missive webhook about an SMS, in Missive's format.
create function test.sms(
  p_rule_type text,
  p_from text,
  p_to text,
  p_text text,
  p_at timestamptz,
  p_id uuid,
  p_external_id text,
  p_delivered_at timestamptz
)
returns text
language sql
as $$
  select pg_catalog.jsonb_build_object(
    'rule',
    pg_catalog.jsonb_build_object(
      'id', '5433f5db-e761-4698-b31e-6639f0e3c33b', 'description', 'SMS', 'type', p_rule_type
    ),
    'conversation', pg_catalog.jsonb_build_object(
      'id', 'dd03b859-7652-4619-ab6a-88edefd1460c',
      'created_at', 1767358800,
      'subject', null,
      'latest_message_subject', 'SMS with ' || p_from,
      'organization',
      pg_catalog.jsonb_build_object('id', '16ead38e-0348-4564-9b8a-5085be988669', 'name', 'Example Newsroom'),
      'color', null,
      'authors', pg_catalog.jsonb_build_array(
        pg_catalog.jsonb_build_object('name', p_to, 'phone_number', p_to),
        pg_catalog.jsonb_build_object('name', p_from, 'phone_number', p_from)),
      'external_authors',
      pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('name', p_from, 'phone_number', p_from)),
      'messages_count', 6, 'drafts_count', 0, 'send_later_messages_count', 0, 'attachments_count', 0,
      'tasks_count', 0, 'completed_tasks_count', 0, 'users', '[]'::jsonb, 'assignees', '[]'::jsonb,
      'assignee_names', '', 'assignee_emails', '', 'shared_label_names', '',
      'web_url', 'https://mail.missiveapp.com/#inbox/conversations/dd03b859-7652-4619-ab6a-88edefd1460c',
      'app_url', 'missive://mail.missiveapp.com/#inbox/conversations/dd03b859-7652-4619-ab6a-88edefd1460c',
      'team', null, 'shared_labels', '[]'::jsonb
    ),
    'message', pg_catalog.jsonb_build_object(
      'id', p_id,
      'preview', p_text,
      'type', 'sms',
      'delivered_at', pg_catalog.floor(extract(epoch from p_delivered_at)),
      'updated_at', pg_catalog.floor(extract(epoch from p_at)),
      'created_at', pg_catalog.floor(extract(epoch from p_at)),
      'references', pg_catalog.jsonb_build_array(p_to || p_from),
      'from_field', pg_catalog.jsonb_build_object('id', p_from, 'name', p_from, 'username', null),
      'to_fields',
      pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('id', p_to, 'name', p_to, 'username', null)),
      'external_id', p_external_id,
      'account_author', pg_catalog.jsonb_build_object('id', p_from, 'name', p_from, 'username', null),
      'account_recipients',
      pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('id', p_to, 'name', p_to, 'username', null)),
      'attachments', '[]'::jsonb,
      'author', null
    )
  )::text;
$$;

-- A person texts the newsroom.
create function test.incoming(
  p_from text,
  p_text text,
  p_at timestamptz default test.monday('1 minute'),
  p_id uuid default pg_catalog.gen_random_uuid(),
  p_rule_type text default 'incoming_sms_message'
)
returns text
language sql
as $$
  select test.sms(p_rule_type, p_from, '+13135550100', p_text, p_at, p_id, 'SM7eab619aaa554688b9f13256a723837f', p_at);
$$;

-- The newsroom has sent a message.
create function test.outgoing(
  p_to text,
  p_text text,
  p_id uuid,
  p_at timestamptz default test.monday('1 minute'),
  p_external_id text default 'SMf5f3515f2b60414499ed31d6bd61f689',
  p_delivered_at timestamptz default null,
  p_rule_type text default 'outgoing_sms_message'
)
returns text
language sql
as $$ select test.sms(p_rule_type, '+13135550100', p_to, p_text, p_at, p_id, p_external_id, p_delivered_at); $$;

-- Delivers a webhook. Like the executor, it completes the event with a second call if part of it is still open.
create function test.receive_user_action(
  p_body text, p_refresh_lookup boolean default false, p_now timestamptz default test.monday()
)
returns void
language plpgsql
as $$
declare
  v_id bigint := api.receive_user_action(p_body, p_refresh_lookup, p_now);
begin
  if v_id is not null then
    perform api.act_on_event(v_id, p_refresh_lookup, p_now);
  end if;
end;
$$;

-- Delivers the webhook of a person's text.
create function test.writes(
  p_from text,
  p_text text,
  p_at timestamptz default test.monday('1 minute'),
  p_id uuid default pg_catalog.gen_random_uuid()
)
returns void
language sql
as $$ select test.receive_user_action(test.incoming(p_from, p_text, p_at, p_id), p_now => p_at); $$;
