-- People and their history. The test replaces $people with their number, usually 3,000.
insert into authors (phone_number, name, unsubscribed, exclude, added_via_file_upload, zipcode, created_at, updated_at)
select
  -- One number in ten has another spelling.
  case i % 10 when 7 then regexp_replace(number(i), '^\+1(...)(...)(....)$', '(\1) \2-\3') else number(i) end,
  'Person ' || i, i % 20 = 3, case when i % 50 = 8 then null else i % 40 = 5 end, i % 30 = 2, case when i % 100 = 0 then '48201' end,
  at(i % 10), null
from generate_series(1, $people) as i;
-- Every hundredth person has a second spelling, and that one opted out.
insert into authors (phone_number, name, unsubscribed, created_at)
select substr(number(i), 3), null, true, at(1) from generate_series(100, $people, 100) as i;
-- A number without the leading 1, which opted out. The same person is also there with the 1.
insert into authors (phone_number, name, unsubscribed, created_at) values
  ('+3135550111', null, true, at(0)), ('+13135550111', 'With the 1', false, at(0));
insert into authors (phone_number, unsubscribed, created_at) values
  ('+13135550100', false, at(0)), ('Somebody', false, at(0)), ('TEST-001', true, at(0)), ('AC00000000000000000000000000000001', false, at(0));

insert into conversations (id, subject, organization_id, team_id, messages_count, shared_label_names, web_url, app_url, closed, created_at)
select id('conversation', i), 'Conversation ' || i, id('organization', 1), case when i % 2 = 0 then id('team', 1) end, 3,
  case when i % 6 = 1 then 'Label 1, Label 2' else 'Label 1' end, 'https://example.org/' || i, 'app://' || i,
  case i % 3 when 0 then true when 1 then false end, at(i % 10)
from generate_series(1, $people) as i;
insert into conversations_authors (conversation_id, author_phone_number)
select id('conversation', i), case i % 10 when 7 then regexp_replace(number(i), '^\+1(...)(...)(....)$', '(\1) \2-\3') else number(i) end
from generate_series(1, $people) as i;
-- The predecessor lists the newsroom's number in each conversation.
insert into conversations_authors (conversation_id, author_phone_number) select id('conversation', i), '+13135550100' from generate_series(1, $people) as i;
insert into conversations_authors (conversation_id, author_phone_number) values (id('conversation', 1), 'Somebody'), (id('nothing', 1), number(1));
-- Label 1 is on all conversations. Label 2 is archived on every third. On every sixth, the conversation names it again.
insert into conversations_labels (conversation_id, label_id, is_archived, created_at, updated_at)
select id('conversation', i), id('label', 1), false, at(1), null from generate_series(1, $people) as i
union all
select id('conversation', i), id('label', 2), true, at(1), at(2) from generate_series(1, $people) as i where i % 3 = 1
union all
select id('nothing', 1), id('label', 1), false, at(1), null;
insert into conversations_users (conversation_id, user_id, closed)
select id('conversation', i), id('user', 1 + i % 5), i % 3 = 0 from generate_series(1, $people) as i;
insert into conversations_assignees (conversation_id, user_id, assigned, flagged, created_at)
select id('conversation', i), id('user', 1 + i % 5), true, i % 8 = 1, at(2) from generate_series(1, $people, 4) as i;
insert into conversations_assignees (conversation_id, user_id, created_at) values (id('conversation', 1), id('user', 99), at(2));
insert into conversation_history (conversation_id, change_type, team_id, created_at)
select id('conversation', i), (array['conversation_closed', 'conversation_reopened', 'team_change', 'conversation_assignee_change'])[1 + i % 4],
  case when i % 4 = 2 then id('team', 1) end, at(2)
from generate_series(1, $people, 2) as i;
insert into conversations_assignees_history (conversation_history_id, assigned, snoozed, created_at)
select h.id, true, h.id % 3 = 0, h.created_at from conversation_history as h where h.change_type = 'conversation_assignee_change';
insert into comments (id, conversation_id, user_id, body, is_task, attachment, created_at)
select id('comment', i), id('conversation', i), id('user', 1 + i % 5), 'Comment ' || i, i % 10 = 1, null, at(3) from generate_series(1, $people, 5) as i;
insert into comments (id, conversation_id, user_id, body, is_task, created_at) values (id('comment', 0), null, id('user', 1), 'Lost', false, at(3));
insert into comments_mentions (comment_id, user_id) select id('comment', i), id('user', 1) from generate_series(1, $people, 5) as i;
insert into tasks_assignees (comment_id, user_id) select id('comment', i), id('user', 2) from generate_series(1, $people, 10) as i;

insert into audience_segments (id, name, query, description, created_at) values
  (1, 'Inactive', 'SELECT a.phone_number FROM public.authors a ORDER BY random()', 'Everybody else', at(0)),
  (2, 'Answered', 'select t.from_field as phone_number from public.twilio_messages t where t.is_reply', 'Answered once', at(0)),
  (3, 'Broken', 'select phone_number from public.people', 'A table of long ago', at(0)),
  (4, null, 'select phone_number from authors', '', at(0));
insert into broadcasts (id, first_message, second_message, original_first_message, original_second_message, delay, no_users, run_at, editable, created_at) values
  (470, 'What do you need to know?', 'Reply any time.', 'What do you need to know?', 'Reply any time.', 600, 1000, at(4), false, at(3)),
  (471, 'Is your water clear?', '', 'Is your water clear?', '', 0, 0, at(6), false, at(4)),
  (472, 'How is the heat?', 'Tell us.', null, null, 900, 500, at(7), false, at(6)),
  (473, 'Upcoming', 'And more', 'Upcoming', 'And more', 600, 100, null, true, at(7));
insert into broadcasts_segments (broadcast_id, segment_id, ratio, first_message) values
  (470, 1, 50, null), (470, 2, 50, 'Special'), (471, 1, 80, null), (471, 2, 80, null), (472, 1, 100, null), (472, 3, 0, null), (473, 2, 60, null), (999, 1, 10, null);
insert into broadcast_settings values
  (1, '09:00', '09:00', null, null, null, null, null, true, at(0), at(0)), (2, null, '12:30', null, null, null, null, null, false, at(0), at(0));
insert into lookup_template (name, content, type, created_at, updated_at) values
  ('missive_broadcast_post_closing_label_id', id('label', 3)::text, 'label', at(0), at(0)),
  ('missive_broadcast_post_closing_message', 'Closed there.', 'text', at(0), at(0)),
  ('messages_title', 'Messages', 'text', at(0), at(0)),
  ('greeting', 'Old', 'text', at(0), at(0)), ('greeting', 'New', 'text', at(0), at(1));
insert into campaigns (id, title, first_message, second_message, segments, recipient_file_url, delay, run_at, processed, recipient_count, label_ids, created_at, updated_at) values
  (1, 'Sent', 'Done', 'Done again', jsonb_build_object('included', jsonb_build_array(jsonb_build_object('id', id('label', 1))), 'excluded', jsonb_build_array()), null, 600, at(5), true, 600, array[id('label', 1)::text], at(4), at(4)),
  (2, 'Personalized Campaign', 'Personalized campaign', null, null, null, 600, at(5), true, 20, '{}', at(5), at(5)),
  (3, 'Half', 'Halfway', 'Still there?', jsonb_build_object('included', jsonb_build_object('id', id('label', 2))), null, 600, at(9), true, 300, '{no-uuid}', at(8), at(8)),
  (4, 'Later', 'Not yet', null, jsonb_build_object('included', jsonb_build_object('id', id('label', 1))), null, 600, at(400), false, 10, '{}', at(8), at(8)),
  (470, 'File', 'From a file', null, null, 'recipients.csv', 600, at(401), false, 4, null, at(8), at(8));
insert into campaign_file_recipients (campaign_id, phone_number) values
  (470, number(1)), (470, '(201) 555-0101'), (470, number(3)), (470, 'nobody'), (470, '+12015550199'), (99, number(1));

-- Broadcast 470 went to people 1 to 1000, and 471 to 1 to 300 without statuses. 472 and campaign 3 are half sent.
insert into message_statuses (recipient_phone_number, missive_id, missive_conversation_id, broadcast_id, campaign_id, is_second, twilio_sent_status, twilio_id, twilio_sent_at, message, audience_segment_id, closed, created_at)
select (select a.phone_number from authors as a where a.name = 'Person ' || s.i), id('sent', s.n), id('conversation', s.i), s.broadcast, s.campaign, s.is_second,
  case when s.n % 9 = 0 then 'failed' when s.n % 9 = 1 then 'undelivered' when s.n % 9 = 2 then 'sent' else 'delivered' end::twilio_status,
  case when s.is_told and s.n % 9 <> 1 then 'SM' || md5(s.n::text) end, at(s.day), s.message, s.segment, false, at(s.day) + s.i * interval '1 second'
from (
  select row_number() over (order by u.day, u.is_second, u.i) as n, u.* from (
    select i, 470 as broadcast, null::integer as campaign, false as is_second, 4 as day, 1 + i % 2 as segment, 'What do you need to know?' as message, true as is_told from generate_series(1, 1000) as i
    union all select i, 470, null, true, 4.1, 1 + i % 2, 'Reply any time.', true from generate_series(1, 1000, 3) as i
    union all select i, 471, null, false, 6, 1, 'Is your water clear?', false from generate_series(1, 300) as i
    union all select i, 472, null, false, 7, 1, 'How is the heat?', true from generate_series(1, 250) as i
    union all select i, null, 1, false, 5, null, 'Done', true from generate_series(1, 600) as i
    union all select i, null, 2, false, 5.5, null, 'Your own ' || i, true from generate_series(1, 20) as i
    union all select i, null, 3, false, 9, null, 'Halfway', true from generate_series(1, 150) as i
  ) as u
) as s;
-- Three bad rows: the same message twice, a broadcast that no longer exists, and a text that is not a number.
insert into message_statuses (recipient_phone_number, missive_id, broadcast_id, is_second, twilio_sent_status, message, created_at) values
  (number(2), id('sent', 90001), 470, false, 'delivered', 'What do you need to know?', at(4)),
  (number(2), id('sent', 90002), 999, false, 'delivered', 'Gone', at(4)),
  ('TEST-001', id('sent', 90003), 470, false, 'delivered', 'What do you need to know?', at(4));

-- The inbox: the newsroom's messages, replies to broadcast 470 (every fifth person) and to campaign 1 (every seventh).
insert into twilio_messages (id, preview, type, delivered_at, "references", external_id, attachments, from_field, to_field, is_reply, created_at)
select s.missive_id, s.message, 'twilio', s.created_at, '{}', s.twilio_id, null, '+13135550100', s.recipient_phone_number, false, s.created_at
from message_statuses as s where s.id <= 2600;
insert into twilio_messages (id, preview, type, delivered_at, "references", external_id, attachments, from_field, to_field, is_reply, reply_to_broadcast, reply_to_campaign, created_at)
select id('reply', i), case when i % 20 = 0 then 'STOP please' else 'Yes ' || i end, 'twilio', at(4.2), '{a}'::text[], null, case when i % 2 = 0 then '[{"id": 1}]' else 'photo.jpg' end,
  (select a.phone_number from authors as a where a.name = 'Person ' || i), '+13135550100', i % 20 <> 0, case when i % 20 <> 0 then 470 end, null, at(4.2)
from generate_series(5, 1000, 5) as i
union all
select id('reply', 10000 + i), 'Yes again', 'twilio', at(5.2), '{}'::text[], null, null, (select a.phone_number from authors as a where a.name = 'Person ' || i), '+13135550100', true, null, 1, at(5.2)
from generate_series(7, 600, 7) as i
union all
-- A reply to a broadcast that no longer exists.
select id('reply', 20001), 'Who is this', 'twilio', at(5.2), '{}', null, null, number(1), '+13135550100', true, 999, null, at(5.2);
-- The newsroom has a second number.
insert into twilio_messages (id, preview, type, delivered_at, "references", from_field, to_field, is_reply, created_at)
select s.missive_id, s.message, 'twilio', s.created_at, '{}', '+13135550101', s.recipient_phone_number, false, s.created_at
from message_statuses as s where s.id = 2601;

-- Every twentieth person opted out with a message. Every fortieth opted in again with START.
insert into unsubscribed_messages (broadcast_id, twilio_message_id, reply_to, created_at)
select 470, id('reply', i), s.id, at(4.2)
from generate_series(20, 1000, 20) as i
left join authors as a on a.name = 'Person ' || i
left join message_statuses as s on s.recipient_phone_number = a.phone_number and s.broadcast_id = 470 and not s.is_second;
insert into unsubscribed_messages (broadcast_id, twilio_message_id, created_at) values (470, id('reply', 20), at(4.3)), (470, id('nothing', 1), at(4.2));
update authors as a set unsubscribed = true from generate_series(20, 1000, 20) as i where a.name = 'Person ' || i and i % 40 <> 0;
insert into twilio_messages (id, preview, type, delivered_at, "references", from_field, to_field, is_reply, created_at)
select id('start', i), 'Start', 'twilio', at(4.5), '{}', (select a.phone_number from authors as a where a.name = 'Person ' || i), '+13135550100', false, at(4.5)
from generate_series(40, 1000, 40) as i where i % 280 <> 0;

-- The queues: the rest of broadcast 472 and of campaign 3, follow-ups, a message already sent, and a row without a batch.
insert into pgmq.q_broadcast_first_messages
select i, case when i % 10 = 0 then 1 else 0 end, at(9), at(9), jsonb_build_object(
  'recipient_phone_number', (select a.phone_number from authors as a where a.name = 'Person ' || i), 'broadcast_id', 472, 'segment_id', 1,
  'first_message', 'How is the heat?', 'second_message', 'Tell us.', 'delay', 900)
from generate_series(251, 500) as i
union all
select i, 0, at(9), at(9), jsonb_build_object(
  'recipient_phone_number', (select a.phone_number from authors as a where a.name = 'Person ' || i - 1000), 'campaign_id', 3,
  'first_message', 'Halfway', 'second_message', 'Still there?', 'delay', 600, 'label_ids', '[]'::jsonb)
from generate_series(1150, 1300) as i
union all
select 5001, 1, at(9), at(9), jsonb_build_object('recipient_phone_number', number(1), 'campaign_id', 77, 'first_message', 'Gone');
insert into pgmq.q_broadcast_second_messages
select i, 0, at(9), at(9.01), to_jsonb(jsonb_build_object(
  'recipient_phone_number', (select a.phone_number from authors as a where a.name = 'Person ' || i), 'campaign_id', 3,
  'first_message', 'Halfway', 'second_message', 'Still there?', 'delay', 600)::text)
from generate_series(1, 150) as i;
insert into invoke_history (request_body) select '{}' from generate_series(1, 7);
insert into lookup_history (address, tax_status, zip_code, created_at)
select i || ' Example Street', case when i % 2 = 0 then 'TAX DEBT' else 'NO TAX DEBT' end, '48201', at(2) from generate_series(1, 30) as i;
insert into weekly_reports (replies_total, created_at) select i, at(i) from generate_series(1, 3) as i;
