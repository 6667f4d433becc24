-- The source a day later, with the changes that its 600 people, its team and its sender made.
insert into authors (phone_number, name, unsubscribed, created_at) values ('+13135550122', 'Newcomer', true, at(10));
-- One person texts STOP. Another, whose opt-out was imported, opts in again.
insert into twilio_messages (id, preview, type, delivered_at, "references", from_field, to_field, is_reply, created_at)
values (id('stop', 1), 'STOP', 'twilio', at(10), '{}', number(1), '+13135550100', false, at(10));
insert into unsubscribed_messages (broadcast_id, twilio_message_id, created_at) values (472, id('stop', 1), at(10));
update authors set unsubscribed = true where name = 'Person 1';
update authors set unsubscribed = false where name = 'Person 43';
-- The predecessor sends the other half of broadcast 472, and follow-ups of campaign 3.
insert into message_statuses (recipient_phone_number, missive_id, broadcast_id, campaign_id, is_second, message, audience_segment_id, created_at)
select q.message ->> 'recipient_phone_number', id('more', q.msg_id), 472, null, false, q.message ->> 'first_message', 1, at(9.5)
from pgmq.q_broadcast_first_messages as q where q.message ->> 'broadcast_id' = '472';
delete from pgmq.q_broadcast_first_messages as q where q.message ->> 'broadcast_id' = '472';
delete from pgmq.q_broadcast_second_messages;
-- The upcoming broadcast has run, and there is a new upcoming one. A campaign has run.
update broadcasts set editable = false, run_at = at(10) where id = 473;
insert into broadcasts (id, first_message, second_message, delay, no_users, editable, created_at) values (474, 'Next', 'And more', 600, 100, true, at(10));
update campaigns set processed = true where id = 4;
update message_statuses as s set twilio_sent_status = 'delivered', twilio_id = 'SM1', twilio_sent_at = at(9)
from authors as a where a.phone_number = s.recipient_phone_number and a.name = 'Person 4' and s.broadcast_id = 471;
update conversations set closed = true where subject = 'Conversation 1';
