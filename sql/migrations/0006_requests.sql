-- Calls, other than messages, that the executor makes for the database: each kind uses one token, and each token draws
-- on a quota.
create table outlier.request_kinds (
  kind text primary key,
  called_as text not null references outlier.tokens (name) on update cascade on delete restrict,
  description text not null
);
create index request_kinds_called_as_idx on outlier.request_kinds (called_as);
comment on table outlier.request_kinds is
  'The calls, other than messages, that the executor makes for the database; it has one handler for each.';
comment on column outlier.request_kinds.called_as is 'Which of outlier.tokens the call uses, by name.';
insert into outlier.request_kinds (kind, called_as, description) values
  ('list_labels', 'general', 'One page of Missive''s shared labels.'),
  (
    'create_label', 'general',
    'Makes a shared label in Missive. A repeat would make a second one, so a lost answer is looked up first.'
  ),
  ('read_conversation', 'read_conversations', 'A conversation with its labels, just before somebody in it is texted.'),
  ('shorten_link', 'dub', 'A short link of Dub''s for an address; the same one each time.'),
  (
    'create_post', 'general',
    'Posts into a conversation. A repeat would post again, so after any failure the post is looked for first.'
  ),
  (
    'send_text', 'general',
    'Sends one text outside of a batch, such as the answer to HELP. A text whose answer was lost is not sent again.'
  ),
  ('find_post', 'general', 'The latest posts of a conversation: was the post made, although no answer told so?'),
  ('read_messages', 'general', 'Up to ten messages of ours, to learn their Twilio ids, times and statuses.'),
  ('refresh_lookup', 'lookup', 'Has the lookup service renew what it knows of a conversation.'),
  ('list_messages', 'twilio', 'One page of Twilio''s log of what was sent from our number.'),
  (
    'find_message', 'twilio',
    'One page of Twilio''s log of what went to one person, to learn whether a message whose answer was lost went out.'
  ),
  ('read_message', 'twilio', 'One message of Twilio''s log, by its id.'),
  (
    'list_lost_span', 'twilio',
    'One page of Twilio''s log of what went out from one of our numbers, or came in, after a failover.'
  ),
  (
    'read_person', 'twilio',
    'One page of Twilio''s log of what went to one person, for messages whose id nobody knows.'
  );

create table outlier.requests (
  id bigint generated always as identity primary key,
  kind text not null references outlier.request_kinds (kind) on update cascade on delete restrict,
  subject text not null,
  payload jsonb not null,
  state text not null default 'waiting'
    constraint request_state_is_known check (state in ('waiting', 'working')),
  due_at timestamptz not null default now()
    constraint due_at_is_before_the_year_2100
    check (due_at >= timestamptz 'epoch' and due_at < timestamptz '2100-01-01 00:00+00'),
  failures integer not null default 0
    constraint failures_is_0_to_1000 check (failures between 0 and 1000),
  last_status integer,
  last_error text,
  claim_id bigint,
  claimed_by text,
  lease_until timestamptz
    constraint lease_until_is_before_the_year_2100
    check (lease_until >= timestamptz 'epoch' and lease_until < timestamptz '2100-01-01 00:00+00'),
  created_at timestamptz not null default now(),
  claimed_at timestamptz,
  constraint a_request_is_claimed_while_working
    check (
      num_nonnulls(claim_id, claimed_by, claimed_at, lease_until) = case state when 'working' then 4 else 0 end
    ),
  -- Two who want the same thing at once get it from one call.
  constraint a_subject_is_asked_about_once unique (subject)
);
create index requests_due_idx on outlier.requests (due_at) where state = 'waiting';
create index requests_kind_idx on outlier.requests (kind);
create index requests_lease_idx on outlier.requests (lease_until) where state = 'working';
comment on table outlier.requests is
  'Calls, other than messages, that wait for the executor or are under way. A row leaves when its answer has been '
  'acted on.';
comment on column outlier.requests.subject is 'What it is about, such as label:spring checkup, link:12 or message:345.';
comment on column outlier.requests.payload is 'The facts that the executor needs to make the call.';
comment on column outlier.requests.claimed_at is
  'When an executor took the request. What the answer says was true then; what a webhook has told since is newer.';

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
comment on table outlier.links is
  'Addresses found in texts, and the short links that Dub made of them. One that failed goes out as it is, and is '
  'asked for again next time.';

create table outlier.short_domains (
  host text primary key
    constraint host_is_in_lower_case check (host = lower(host))
);
comment on table outlier.short_domains is
  'Hosts whose links are short already and left alone. Those of the short links that were made for us join by '
  'themselves.';
insert into outlier.short_domains (host) values
  ('bit.ly'), ('dub.sh'), ('tinyurl.com'), ('goo.gl'), ('t.co'), ('ow.ly');

-- Posts of ours in Missive's conversations: what the team should see beside the texts.
create table outlier.posts (
  id bigint generated always as identity primary key,
  subject text not null,
  -- No foreign key: a conversation may be posted into before the mirror has it.
  conversation_id uuid not null,
  purpose text not null,
  text text not null,
  missive_id uuid,
  posted_at timestamptz not null default now(),
  constraint a_post_of_missive_belongs_to_one_subject unique (missive_id),
  constraint a_subject_is_posted_once unique (subject)
);
comment on table outlier.posts is 'What was posted into conversations, once Missive had accepted it.';
comment on column outlier.posts.subject is
  'What the post is about, such as post:opt_out:7eab619a-…: nothing is posted twice about one subject, ever.';
comment on column outlier.posts.missive_id is 'Missive''s id of the post; null where its answer did not say.';
