-- Campaigns come to life: labels and links that are made through the executor, files whose every line has a verdict, and
-- recipients whose labels are asked for just before they are texted.

-- Calls other than messages: each kind uses one token, and each token draws on a quota.
alter table outlier.missive_tokens rename to tokens;
alter index outlier.missive_tokens_quota_idx rename to tokens_quota_idx;
alter table outlier.tokens
  drop constraint name_is_a_token_of_the_configuration,
  add constraint name_is_a_token_of_the_configuration
    check (name in ('first_messages', 'second_messages', 'general', 'read_conversations', 'dub'));
comment on table outlier.tokens is
  'Which quota each configured token draws on. Give two of Missive''s the same quota where they belong to one Missive user.';
comment on table outlier.quotas is
  'A budget of calls that one or more tokens draw on; claims lock its row, so any number of executors together stay inside.';
-- What Dub allows without a paid plan.
insert into outlier.quotas (name, max_concurrent) values ('dub', 5);
insert into outlier.quota_limits (quota, per, calls) values ('dub', interval '1 minute', 60);
insert into outlier.tokens (name, quota) values ('dub', 'dub');

create table outlier.request_kinds (
  kind text primary key,
  called_as text not null references outlier.tokens (name) on update cascade on delete restrict,
  description text not null
);
create index request_kinds_called_as_idx on outlier.request_kinds (called_as);
comment on column outlier.request_kinds.called_as is 'Which of outlier.tokens the call uses, by name.';
comment on table outlier.request_kinds is 'The calls, other than messages, that the executor makes for the database; it has one handler for each.';
insert into outlier.request_kinds (kind, called_as, description) values
  ('list_labels', 'general', 'One page of Missive''s shared labels.'),
  ('create_label', 'general', 'Makes a shared label in Missive. A repeat would make a second one, so a lost answer is looked up first.'),
  ('read_conversation', 'read_conversations', 'A conversation with its labels, just before somebody in it is texted.'),
  ('shorten_link', 'dub', 'A short link of Dub''s for an address; the same one each time.');

create table outlier.requests (
  id bigint generated always as identity primary key,
  kind text not null references outlier.request_kinds (kind) on update cascade on delete restrict,
  subject text not null,
  payload jsonb not null,
  state text not null default 'waiting'
    constraint request_state_is_known check (state in ('waiting', 'working')),
  due_at timestamptz not null default now(),
  failures integer not null default 0
    constraint failures_is_not_negative check (failures >= 0),
  last_status integer,
  last_error text,
  claim_id bigint,
  claimed_by text,
  lease_until timestamptz,
  created_at timestamptz not null default now(),
  -- Two who want the same thing at once get it from one call.
  constraint a_subject_is_asked_about_once unique (subject),
  constraint a_request_is_claimed_while_working check (num_nonnulls(claim_id, claimed_by, lease_until) = case state when 'working' then 3 else 0 end)
);
create index requests_due_idx on outlier.requests (due_at) where state = 'waiting';
create index requests_kind_idx on outlier.requests (kind);
create index requests_lease_idx on outlier.requests (lease_until) where state = 'working';
comment on table outlier.requests is 'Calls, other than messages, that wait for the executor or are under way. A row leaves when its answer has been acted on.';
comment on column outlier.requests.subject is 'What it is about, such as label:spring checkup, link:12 or message:345.';
comment on column outlier.requests.payload is 'The facts that the executor needs to make the call.';

create table outlier.links (
  id bigint generated always as identity primary key,
  url text not null,
  state text not null default 'wanted'
    constraint link_state_is_known check (state in ('wanted', 'made', 'failed')),
  short_url text,
  error text,
  requested_at timestamptz not null default now(),
  settled_at timestamptz,
  constraint a_link_that_was_made_has_its_short_form check ((state = 'made') = (short_url is not null)),
  -- Hashed, because addresses may be longer than an index entry of a tree.
  constraint an_address_has_one_link exclude using hash (url with =)
);
create index links_wanted_idx on outlier.links (id) where state = 'wanted';
comment on table outlier.links is 'Addresses found in texts, and the short links that Dub made of them. One that failed goes out as it is, and is asked for again next time.';

create table outlier.short_domains (
  host text primary key
    constraint host_is_in_lower_case check (host = lower(host))
);
comment on table outlier.short_domains is 'Hosts whose links are short already and left alone. Those of the short links that were made for us join by themselves.';
insert into outlier.short_domains (host) values ('bit.ly'), ('dub.sh'), ('tinyurl.com'), ('goo.gl'), ('t.co'), ('ow.ly');

alter table outlier.settings
  add column link_wait interval not null default interval '1 minute'
    constraint link_wait_is_not_negative check (link_wait >= interval '0');
comment on column outlier.settings.link_wait is 'How long a broadcast or campaign waits for short links that are being made; then the addresses go out as they are.';

alter table outlier.broadcasts add column links_settle_by timestamptz;
comment on column outlier.broadcasts.links_settle_by is 'Set where short links were still being made when it was queued: nothing is sent before then, or before they are there.';

alter table outlier.campaigns
  add column links_settle_by timestamptz,
  add column label_name text
    constraint label_name_has_no_slash_and_is_not_blank check (label_name !~ '/' and label_name ~ '\S'),
  add column error text,
  add column has_file boolean not null default false,
  add constraint recipients_come_from_segments_or_a_file check (segments is null or not has_file),
  add constraint a_title_is_not_blank check (title ~ '\S');
comment on column outlier.campaigns.links_settle_by is 'As in broadcasts.';
comment on column outlier.campaigns.label_name is 'Label that sent messages are to carry; its id joins label_ids when it has been found or made in Missive.';
comment on column outlier.campaigns.label_ids is 'Missive labels that sent messages carry, as far as they are known at the time of sending.';
comment on column outlier.campaigns.error is 'Why it could not be run, at the last try.';
comment on column outlier.campaigns.has_file is 'The recipients came one by one, in a file or in campaign_personalized_recipients: see campaign_file_recipients.';
comment on column outlier.campaigns.recipient_count is 'Counted when it is made, and again when it is queued: people who get, or are to get, the first message.';
comment on column outlier.campaigns.state is
  'scheduled, then sending (paused and back), then done or cancelled; missed where its time passed without a run: it then waits for a new run_at.';

alter table outlier.campaign_file_recipients
  add column duplicate_of integer,
  add constraint verdict_is_known check (verdict in ('accepted', 'duplicate', 'invalid_number', 'no_message', 'message_too_long', 'unsubscribed', 'excluded')),
  add constraint a_duplicate_names_the_line_that_it_repeats check ((verdict = 'duplicate') = (duplicate_of is not null));
comment on column outlier.campaign_file_recipients.verdict is 'What was made of the line when it came. Who has opted out since is left out when the campaign runs.';
comment on column outlier.campaign_file_recipients.duplicate_of is 'The line that has the same number and counts.';

-- While Missive is asked for the labels of the recipient's conversation.
alter table outlier.queued_messages
  add column checked_at timestamptz,
  drop constraint queued_message_state_is_known,
  add constraint queued_message_state_is_known check (state in ('waiting', 'checking', 'sending', 'unknown')),
  drop constraint a_claim_only_while_sending_or_unknown,
  add constraint a_claim_only_while_sending_or_unknown check ((claim_id is not null) = (state in ('sending', 'unknown')));
create index queued_messages_checking_idx on outlier.queued_messages (campaign_id) where state = 'checking';
comment on column outlier.queued_messages.checked_at is 'When the labels of the recipient''s conversation were last asked for; null: never, or no need.';
comment on column outlier.queued_messages.state is
  'waiting: due at due_at. checking: Missive is being asked for the recipient''s labels. sending: claimed by an executor until lease_until. unknown: the answer never came; not sent again until somebody knows.';

-- Foreign keys are checked row by row, which was half the time that queueing took. Statement triggers keep the same promise:
-- see tg__sources_exist and tg__keep_source.
alter table outlier.recipients
  drop constraint recipients_broadcast_id_fkey,
  drop constraint recipients_campaign_id_fkey;
alter table outlier.queued_messages
  drop constraint queued_messages_broadcast_id_fkey,
  drop constraint queued_messages_campaign_id_fkey;
