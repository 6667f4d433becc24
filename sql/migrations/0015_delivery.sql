-- What became of messages: Twilio is asked, error codes have a meaning, statistics are kept as sums.

-- Twilio limits calls at once, and none by the minute.
alter table outlier.tokens
  drop constraint name_is_a_token_of_the_configuration,
  add constraint name_is_a_token_of_the_configuration
    check (name in ('first_messages', 'second_messages', 'general', 'read_conversations', 'dub', 'lookup', 'twilio'));
insert into outlier.quotas (name, max_concurrent) values ('twilio', 10);
insert into outlier.tokens (name, quota) values ('twilio', 'twilio');
insert into outlier.request_kinds (kind, called_as, description) values
  ('list_messages', 'twilio', 'One page of Twilio''s log of what was sent from our number.'),
  ('find_message', 'twilio', 'One page of Twilio''s log of what went to one person, to learn whether a message whose answer was lost went out.'),
  ('read_message', 'twilio', 'One message of Twilio''s log, by its id.'),
  ('read_person', 'twilio', 'One page of Twilio''s log of what went to one person, for messages whose id nobody knows.');

alter table outlier.settings
  add column reconciliation_window interval not null default interval '7 days'
    constraint reconciliation_window_is_a_day_to_90_days check (reconciliation_window between interval '1 day' and interval '90 days'),
  add column ask_twilio_after interval not null default interval '2 minutes'
    constraint ask_twilio_after_is_not_negative check (ask_twilio_after >= interval '0'),
  add column twilio_match_window interval not null default interval '6 hours'
    constraint twilio_match_window_is_positive check (twilio_match_window > interval '0'),
  add column single_reads_limit integer not null default 200
    constraint single_reads_limit_is_not_negative check (single_reads_limit >= 0);
comment on column outlier.settings.reconciliation_window is 'How far the daily reconciliation looks back: statuses may come a day or two late.';
comment on column outlier.settings.ask_twilio_after is 'A message whose answer was lost is looked for in Twilio''s log when its lease has run out, and not sooner than this after its claim: Missive may be slow to hand it over, and one that is looked for too early would be sent again.';
comment on column outlier.settings.twilio_match_window is 'A message of Twilio''s with our text is taken for ours where it was made within this time of our claim.';
comment on column outlier.settings.single_reads_limit is 'How many messages, and how many people, a reconciliation reads one by one: what has no date, no list by date shows.';

create table outlier.twilio_error_codes (
  code integer primary key,
  meaning text not null,
  action text not null
    constraint action_is_known check (action in ('opt_out', 'dead_number', 'operator', 'retry', 'none'))
);
comment on table outlier.twilio_error_codes is
  'What Twilio''s error codes mean here. Codes are split and renamed over time: add rows as they come. 0 stands for all that are not listed.';
comment on column outlier.twilio_error_codes.action is
  'opt_out: unsubscribes the person. operator: pauses what is being sent and is among the problems. dead_number: listed in dead_numbers. retry: may pass by itself. none: kept on record.';
insert into outlier.twilio_error_codes (code, meaning, action) values
  (0, 'any other code', 'none'),
  (20003, 'the account''s credentials are not accepted', 'operator'),
  (21211, 'not a valid phone number', 'dead_number'),
  (21408, 'the region of the number is not enabled in the account', 'operator'),
  (21606, 'our number cannot be used to send to this destination', 'operator'),
  (21610, 'the person has opted out of messages from our number', 'opt_out'),
  (21611, 'the queue of our number is full', 'retry'),
  (21612, 'this number cannot be reached from ours', 'dead_number'),
  (21614, 'not a mobile number', 'dead_number'),
  (21617, 'the text has more than 1,600 characters', 'none'),
  (21658, 'a parameter is too long', 'none'),
  (30001, 'the queue of our number overflowed', 'retry'),
  (30002, 'the account is suspended', 'operator'),
  (30003, 'the phone cannot be reached: off, or without a signal', 'retry'),
  (30004, 'the message is blocked, for or by the person', 'none'),
  (30005, 'the number is unknown or no longer in use', 'dead_number'),
  (30006, 'a landline, or a carrier that cannot be reached', 'dead_number'),
  (30007, 'filtered by the carrier', 'none'),
  (30008, 'the carrier does not say why', 'retry'),
  (30019, 'the text is too large for the carrier', 'none'),
  (30022, 'more messages than the registration allows', 'retry'),
  (30027, 'the carrier''s daily limit is reached', 'retry'),
  (30032, 'our toll-free number is not verified', 'operator'),
  (30034, 'our number is not registered for such messages', 'operator'),
  (30036, 'not delivered within its validity period', 'retry'),
  (30450, 'blocked as suspected fraud', 'none');

create table outlier.reconciliations (
  id bigint generated always as identity primary key,
  state text not null default 'running'
    constraint reconciliation_state_is_known check (state in ('running', 'done', 'failed', 'replaced')),
  since timestamptz not null,
  next_page text,
  listing boolean not null default true,
  pages integer not null default 0,
  listed integer not null default 0,
  matched integer not null default 0,
  changed integer not null default 0,
  read_singly integer not null default 0,
  error text,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  constraint a_reconciliation_that_has_ended_says_when check ((state = 'running') = (finished_at is null))
);
-- Two passes at once would ask for everything twice.
create unique index reconciliations_one_running_idx on outlier.reconciliations ((true)) where state = 'running';
comment on table outlier.reconciliations is 'Passes over Twilio''s log. What a pass has done and the page that it asks for next change together, so that it goes on wherever it was broken off.';
comment on column outlier.reconciliations.state is 'running, then done or failed; replaced: a pass that looks further back took its place.';
comment on column outlier.reconciliations.next_page is 'The address of the next page as Twilio gave it; null: the first one.';
comment on column outlier.reconciliations.listing is 'False when the last page has come; messages that no page can show are then read one by one.';
comment on column outlier.reconciliations.listed is 'Messages of Twilio''s on its pages.';
comment on column outlier.reconciliations.matched is 'Of those, messages of ours.';
comment on column outlier.reconciliations.changed is 'Status rows that learned something.';

create type outlier.logged_message as (
  sid text,
  recipient text,
  text text,
  status text,
  error_code integer,
  made_at timestamptz,
  sent_at timestamptz
);
comment on type outlier.logged_message is 'A message as Twilio''s log shows it: made_at is when Twilio got it, sent_at when it left, if it has.';

-- Ten million rows are not counted for each look. Whoever changes what is counted adds a row, so that nobody waits for anybody;
-- maintain_queues adds the rows up.
create table outlier.tallies (
  id bigint generated always as identity primary key,
  broadcast_id bigint,
  campaign_id bigint,
  audience_segment_id bigint,
  measure text not null,
  amount bigint not null,
  folded boolean not null default false
);
create index tallies_broadcast_idx on outlier.tallies (broadcast_id) where broadcast_id is not null;
create index tallies_campaign_idx on outlier.tallies (campaign_id) where campaign_id is not null;
create index tallies_unfolded_idx on outlier.tallies (id) where not folded;
comment on table outlier.tallies is
  'What statistics count, as amounts that add up: of one broadcast or campaign, one segment and one measure, however many rows there are. Kept by triggers; recount() makes it anew.';
comment on column outlier.tallies.measure is
  'first_ or second_ with delivered, failed or unknown: messages. replies, opt_outs. chosen, left_out: people of recipients; given_up: of those left out, who were chosen before.';

insert into outlier.tallies (broadcast_id, campaign_id, audience_segment_id, measure, amount, folded)
select
  s.broadcast_id, s.campaign_id, s.audience_segment_id,
  case when s.is_second then 'second_' else 'first_' end || case
    when s.twilio_sent_status in ('delivered', 'read', 'partially_delivered') then 'delivered'
    when s.twilio_sent_status in ('failed', 'undelivered', 'canceled') then 'failed'
    else 'unknown'
  end,
  count(*), true
from outlier.message_statuses as s
group by 1, 2, 3, 4
union all
select r.broadcast_id, r.campaign_id, r.audience_segment_id,
  case when r.reason is null then 'chosen' when r.reason in ('cancelled', 'gave_up') then 'given_up' else 'left_out' end, count(*), true
from outlier.recipients as r
group by 1, 2, 3, 4
union all
select t.reply_to_broadcast, t.reply_to_campaign, r.audience_segment_id, 'replies', count(*), true
from outlier.twilio_messages as t
left join outlier.recipients as r on r.broadcast_id = t.reply_to_broadcast and r.phone_number = t.from_phone_number
where t.reply_to_broadcast is not null or t.reply_to_campaign is not null
group by 1, 2, 3
union all
select u.broadcast_id, u.campaign_id, s.audience_segment_id, 'opt_outs', count(*), true
from outlier.unsubscribed_messages as u
left join outlier.message_statuses as s on s.id = u.message_status_id
where u.broadcast_id is not null or u.campaign_id is not null
group by 1, 2, 3;

-- What was concluded from Missive may be wrong until Twilio has said it itself.
alter table outlier.message_statuses add column twilio_seen boolean not null default false;
comment on column outlier.message_statuses.twilio_seen is 'Twilio''s log has shown the message: its status is Twilio''s own word, and not what was concluded from Missive.';

-- Failures are few, and no row that is sent is in it.
create index message_statuses_failed_idx on outlier.message_statuses (recipient_phone_number)
  where twilio_sent_status in ('failed', 'undelivered');
-- Rows come in the order of their time: a few pages of index for ten million of them.
create index message_statuses_created_at_idx on outlier.message_statuses using brin (created_at) with (pages_per_range = 32);

insert into outlier.lookup_templates (name, content) values
  ('missive_double_failure_post_message', 'Our last two messages to this number were not delivered, so this conversation is archived.');
