-- By month, so that old events are dropped and not deleted row by row.
create table outlier.invoke_history (
  id bigint generated always as identity,
  received_at timestamptz not null default now(),
  digest bytea not null,
  rule_type text,
  body text not null,
  state text not null default 'stored'
    constraint invoke_history_state_is_known
    check (state in ('stored', 'done', 'ignored', 'repeat', 'failed', 'erased')),
  mentions text[],
  primary key (received_at, id)
) partition by range (received_at);
create table outlier.invoke_history_default partition of outlier.invoke_history default;
create index invoke_history_digest_idx on outlier.invoke_history (digest);
create index invoke_history_id_idx on outlier.invoke_history (id);
-- An opt-out is acted on before the rest of its webhook. If the executor dies in between, the event is found by its
-- state.
create index invoke_history_stored_idx on outlier.invoke_history (received_at) where state = 'stored';
-- From a person to the events that mention them.
create index invoke_history_mentions_idx on outlier.invoke_history using gin (mentions);
create index invoke_history_unmentioned_idx on outlier.invoke_history (id) where mentions is null;
comment on table outlier.invoke_history is 'The webhooks that came: raw body, and what was made of it.';
comment on column outlier.invoke_history.digest is 'SHA-256 of the raw body: a repeat carries the same bytes.';
comment on column outlier.invoke_history.state is
  'done: acted on. ignored: of a kind that means nothing to us. repeat: the same as one before. failed: see '
  'outlier.errors. stored: not acted on. erased: its body went with a person.';
comment on column outlier.invoke_history.mentions is
  'Phone numbers (ten digits) and ids that the body may mention, as mentions_in() finds them; null: not looked for '
  'yet.';
comment on table outlier.invoke_history_default is 'Events of months that have no partition of their own.';

create table outlier.errors (
  id bigint generated always as identity,
  occurred_at timestamptz not null default now(),
  invoke_history_id bigint,
  rule_type text,
  body text,
  sqlstate text,
  message text not null,
  attempts integer not null default 1
    constraint attempts_is_0_to_1000 check (attempts between 0 and 1000),
  next_attempt_at timestamptz
    constraint next_attempt_at_is_before_the_year_2100
    check (next_attempt_at >= timestamptz 'epoch' and next_attempt_at < timestamptz '2100-01-01 00:00+00'),
  resolved_at timestamptz,
  primary key (occurred_at, id)
) partition by range (occurred_at);
create table outlier.errors_default partition of outlier.errors default;
create index errors_invoke_history_id_idx on outlier.errors (invoke_history_id);
create index errors_next_attempt_idx on outlier.errors (next_attempt_at) where resolved_at is null;
comment on table outlier.errors is 'Webhooks that were stored but could not be acted on.';
comment on column outlier.errors.next_attempt_at is 'When it is tried again; null: not any more.';
comment on table outlier.errors_default is 'Errors of months that have no partition of their own.';

create table outlier.twilio_messages (
  id uuid primary key,
  conversation_id uuid,
  from_phone_number text,
  to_phone_number text,
  preview text,
  type text,
  external_id text,
  "references" text[] not null default '{}',
  delivered_at timestamptz,
  is_reply boolean not null default false,
  reply_to_broadcast bigint,
  reply_to_campaign bigint,
  reply_to_batch bigint generated always as (coalesce(reply_to_broadcast, reply_to_campaign)) stored
    references outlier.batches (id) on delete restrict,
  sender_id uuid references outlier.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  attachments jsonb not null default '[]',
  constraint a_reply_answers_one_batch check (reply_to_broadcast is null or reply_to_campaign is null),
  constraint what_answers_a_batch_is_a_reply check (is_reply or coalesce(reply_to_broadcast, reply_to_campaign) is null)
);
create index twilio_messages_external_id_idx on outlier.twilio_messages (external_id);
create index twilio_messages_from_idx on outlier.twilio_messages (from_phone_number, created_at);
create index twilio_messages_reply_to_batch_idx on outlier.twilio_messages (reply_to_batch)
  where reply_to_batch is not null;
create index twilio_messages_sender_id_idx on outlier.twilio_messages (sender_id);
create index twilio_messages_to_idx on outlier.twilio_messages (to_phone_number, created_at);
comment on table outlier.twilio_messages is
  'SMS in the inbox, in and out; the id is Missive''s id of the message. A text that was heard from Twilio''s log has '
  'an id made from Twilio''s, until Missive tells of it.';
comment on column outlier.twilio_messages.external_id is 'Twilio''s SID.';
comment on column outlier.twilio_messages.is_reply is
  'Incoming, and answers what was sent to that number within settings.reply_window.';
comment on column outlier.twilio_messages.reply_to_batch is
  'The broadcast or campaign that a reply answers: reply_to_broadcast or reply_to_campaign, whichever is set.';

create table outlier.unsubscribed_messages (
  id bigint generated always as identity primary key,
  twilio_message_id uuid not null
    references outlier.twilio_messages (id) on update cascade on delete cascade,
  message_status_id bigint references outlier.message_statuses (id) on delete cascade,
  broadcast_id bigint,
  campaign_id bigint,
  batch_id bigint generated always as (coalesce(broadcast_id, campaign_id)) stored
    references outlier.batches (id) on delete cascade,
  created_at timestamptz not null default now(),
  constraint an_opt_out_follows_one_batch check (broadcast_id is null or campaign_id is null),
  constraint an_opt_out_is_recorded_once unique (twilio_message_id)
);
create index unsubscribed_messages_batch_id_idx on outlier.unsubscribed_messages (batch_id);
create index unsubscribed_messages_message_status_id_idx on outlier.unsubscribed_messages (message_status_id);
comment on table outlier.unsubscribed_messages is 'Which message of ours made whom opt out.';
comment on column outlier.unsubscribed_messages.batch_id is
  'The broadcast or campaign that the person answered: broadcast_id or campaign_id, whichever is set; null: none.';

-- Wording. A keyword or a phrase opts out where it is all that is said, or stands among courtesies; opt-ins only stand
-- alone.
create table outlier.consent_patterns (
  id bigint generated always as identity primary key,
  kind text not null
    constraint consent_kind_is_known check (kind in ('opt_out', 'opt_in', 'courtesy')),
  language text not null default 'en',
  words text not null
    constraint words_are_lower_case_and_single_spaced
    check (words = lower(regexp_replace(btrim(words), '\s+', ' ', 'g')) and words <> ''),
  is_sign boolean not null default false,
  plain text not null
    constraint words_hold_a_letter_a_digit_or_an_emoji check (plain <> ''),
  constraint only_an_opt_out_can_be_a_sign check (kind = 'opt_out' or not is_sign),
  constraint words_mean_one_thing unique (words)
);
-- Of some hundred patterns a message can only contain those whose first word is among its own.
create index consent_patterns_first_word_idx on outlier.consent_patterns (split_part(plain, ' ', 1));
create index consent_patterns_plain_idx on outlier.consent_patterns (plain);
comment on table outlier.consent_patterns is
  'Wording, as data. opt_out: means it where it is all that is said, courtesies aside. opt_in: alone. courtesy: '
  'may stand around an opt-out.';
comment on column outlier.consent_patterns.is_sign is 'A longer text that contains it is posted to the team to decide.';
comment on column outlier.consent_patterns.plain is
  'The words as said() makes them, and as messages are compared. A trigger keeps it.';
insert into outlier.consent_patterns (kind, language, words, is_sign, plain)
select
  patterns.kind,
  patterns.language,
  patterns.words,
  patterns.kind = 'opt_out' and patterns.words = any (array[
    'stop', 'stopall', 'stop all', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout', 'opt out', 'unsubcribe',
    'unsuscribe', 'unsub', 'opting out', 'leave me alone', 'take me off', 'remove me',
    'alto', 'parar', 'pare', 'cancelar', 'detener', 'salir', 'baja', 'terminar', 'desuscribir', 'darme de baja'
  ]),
  -- As said() makes it, which is not there yet: the words without accents and apostrophes.
  btrim(regexp_replace(
    translate(
      replace(patterns.words, '''', ''), 'àáâãäèéêëìíîïòóôõöùúûüñç', 'aaaaaeeeeiiiiooooouuuunc'
    ),
    '[^[:alnum:]]+', ' ', 'g'
  ))
from (
  select 'opt_out', 'en', unnest(array[
    'stop', 'stopall', 'stop all', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout', 'opt out', 'please stop',
    'stop please', 'stop texting me', 'please stop texting me', 'stop texting', 'unsubscribe me',
    'please unsubscribe me',
    'please unsubscribe'
  ])
  union all
  select 'opt_out', 'es', unnest(array['alto', 'parar', 'pare', 'cancelar', 'detener', 'salir', 'baja', 'terminar'])
  union all
  select 'opt_in', 'en', unnest(array['start', 'unstop', 'resubscribe', 'detroit'])
  union all
  select 'courtesy', 'en', unnest(array[
    'please', 'pls', 'plz', 'pleas', 'kindly', 'thanks', 'thank you', 'thx', 'ty', 'thank u', 'sorry', 'im sorry',
    'hi', 'hello', 'hey', 'ok', 'okay', 'yes', 'no', 'no thanks', 'no thank you', 'just', 'now', 'right now',
    'immediately', 'asap', 'at once', 'today', 'already', 'anymore', 'any more', 'forever', 'can you', 'can u',
    'could you', 'would you', 'will you', 'you can', 'i want you to', 'i need you to', 'i said', 'i asked you to',
    'good morning', 'good evening', 'sir', 'maam', 'bye', 'goodbye', 'god bless', 'have a good day',
    'have a nice day', 'and', 'but', 'so', 'again', 'u', 'guys'
  ])
  union all
  select 'courtesy', 'es', unnest(array[
    'por favor', 'porfavor', 'porfa', 'gracias', 'muchas gracias', 'hola', 'ya', 'lo siento', 'disculpe',
    'disculpen', 'ahora', 'señor', 'señora', 'adiós', 'buenos días', 'buenas tardes', 'buenas noches', 'sí',
    'puede', 'pueden', 'favor de', 'ahora mismo', 'inmediatamente', 'y', 'pero', 'otra vez', 'nunca más'
  ])
  union all
  -- stop texting me, quit sending me these messages, …
  select 'opt_out', 'en', btrim(verb || ' ' || rest)
  from unnest(array['stop', 'quit']) as verb
  cross join unnest(array[
    'it', 'this', 'texting', 'texting me', 'texting us', 'texting this number', 'texting my phone', 'messaging',
    'messaging me', 'messaging this number', 'contacting me', 'contacting this number', 'bothering me',
    'spamming me', 'spamming', 'calling me', 'sending', 'sending texts', 'sending messages', 'sending me texts',
    'sending me messages', 'sending me text messages', 'sending me these', 'sending these', 'sending these texts',
    'sending these messages', 'sending me these texts', 'sending me these messages', 'sending me stuff',
    'sending me this', 'sending this', 'with the texts', 'with these texts', 'with the messages'
  ]) as rest
  union all
  select 'opt_out', 'en', verb || ' ' || what
  from unnest(array['stop', 'cancel', 'end']) as verb
  cross join unnest(array[
    'texts', 'messages', 'text messages', 'the texts', 'the messages', 'these texts', 'these messages',
    'all texts', 'all messages', 'your texts', 'your messages', 'subscription', 'my subscription',
    'the subscription', 'text', 'updates', 'alerts', 'notifications', 'everything'
  ]) as what
  union all
  select 'opt_out', 'en', unnest(array[
    'stop now', 'just stop', 'stop stop', 'cancel all', 'cancel me', 'cancel this', 'end all', 'end this',
    'stop all of it', 'full stop', 'stop spam', 'stop the spam', 'stopp', 'stpo', 'sotp', 'stoo', 'unsubscribe us',
    'unsubscribe this number', 'unsubscribe my number', 'unsubscribe from this', 'unsubscribe from all',
    'unsubscribe all', 'unsubscribe from texts', 'unsubscribe from list', 'unsubscribe from this list',
    'unsubscribe from your list', 'unsubscribe me from this', 'unsubscribe me from this list',
    'unsubscribe me from your list', 'unsubscribe me from the list', 'unsubscribe me from these texts',
    'unsubscribe me from all', 'unsubscribed', 'unsubcribe', 'unsuscribe', 'unsubscibe', 'unsubsribe',
    'un subscribe', 'unsub', 'i unsubscribe', 'i want to unsubscribe', 'i would like to unsubscribe',
    'id like to unsubscribe', 'i wish to unsubscribe', 'i need to unsubscribe', 'i want to be unsubscribed',
    'opt me out', 'opt out of texts', 'opt out of messages', 'opt out of this', 'opt out of all', 'opting out',
    'i opt out', 'i want to opt out', 'i would like to opt out', 'id like to opt out', 'i wish to opt out',
    'i want out', 'i revoke', 'i revoke consent', 'i revoke my consent', 'revoke consent', 'revoke my consent',
    'i want to stop', 'i want to cancel', 'i would like to cancel', 'id like to cancel', 'i would like to stop',
    'i want these to stop', 'i want this to stop', 'make it stop', 'i want to stop receiving texts',
    'i want to stop receiving messages', 'i want to stop getting texts', 'i want to stop getting these texts',
    'i want you to stop', 'take me off', 'take me off your list', 'take me off this list', 'take me off the list',
    'take me off of your list', 'take me off of this list', 'take my number off', 'take my number off your list',
    'remove me', 'remove', 'remove me from your list', 'remove me from this list', 'remove me from the list',
    'remove me from list', 'remove my number', 'remove this number', 'remove my number from your list',
    'remove my number from this list', 'delete me', 'delete my number', 'delete me from your list',
    'delete my number from your list', 'lose my number', 'lose this number', 'do not text', 'do not text me',
    'do not text me again', 'do not text this number', 'do not text this number again', 'do not contact me',
    'do not contact me again', 'do not message me', 'do not message me again', 'do not send me texts',
    'do not send me messages', 'do not send me any more texts', 'do not send me any more messages',
    'do not call or text', 'dont text', 'dont text me', 'dont text me again', 'dont text this number',
    'dont text this number again', 'dont contact me', 'dont contact me again', 'dont message me',
    'dont message me again', 'dont send me texts', 'dont send me messages', 'dont send me any more texts',
    'dont send me any more messages', 'dont send me anything', 'dont ever text me again', 'never text me again',
    'never text me', 'never contact me again', 'no more', 'no more texts', 'no more messages',
    'no more text messages', 'no more texting', 'no texts', 'no messages', 'no text', 'leave me alone', 'go away',
    'i dont want these', 'i dont want this', 'i dont want texts', 'i dont want these texts',
    'i dont want these messages', 'i dont want your texts', 'i dont want any texts', 'i dont want any more texts',
    'i dont want any more messages', 'i dont want to get these texts', 'i dont want to receive texts',
    'i dont want to receive these texts', 'i dont want to receive these messages', 'i do not want these texts',
    'i do not want these messages', 'i do not want any more texts', 'i do not want to receive texts',
    'i do not want to receive these texts', 'i do not want to receive these messages',
    'i do not want to receive messages', 'i dont want to receive messages', 'i no longer want messages',
    'i do not wish to receive texts', 'i no longer want texts', 'i no longer want these texts',
    'i no longer want to receive texts', 'i no longer want to receive these texts',
    'i no longer wish to receive texts', 'i no longer want these messages'
  ])
  union all
  select 'opt_out', 'es', unnest(array[
    'para', 'paren', 'párenle', 'detenga', 'detengan', 'detenerse', 'cancela', 'cancele', 'cancelen', 'cancelado',
    'termina', 'terminen', 'basta', 'eliminar', 'elimíname', 'elimíneme', 'elimínenme', 'eliminar mi número',
    'elimine mi número', 'borrar', 'bórrame', 'bórreme', 'bórrenme', 'borren mi número', 'borre mi número',
    'dar de baja', 'darme de baja', 'dame de baja', 'denme de baja', 'deme de baja', 'de baja',
    'quiero darme de baja', 'quiero la baja', 'quisiera darme de baja', 'deseo darme de baja',
    'me quiero dar de baja', 'desuscribir', 'desuscribirme', 'desuscríbeme', 'desuscríbame', 'anular',
    'anular suscripción', 'anular mi suscripción', 'cancelar suscripción', 'cancelar la suscripción',
    'cancelar mi suscripción', 'cancelen mi suscripción', 'cancelar mensajes', 'cancelar los mensajes',
    'cancelar textos', 'quiero cancelar', 'quiero salir', 'parar mensajes', 'parar los mensajes',
    'paren los mensajes', 'pare los mensajes', 'paren de mandar mensajes', 'paren de mandarme mensajes',
    'paren de escribirme', 'detener mensajes', 'detener los mensajes', 'alto a los mensajes', 'alto los mensajes',
    'deja de escribirme', 'deje de escribirme', 'dejen de escribirme', 'deja de mandarme mensajes',
    'deje de mandarme mensajes', 'dejen de mandarme mensajes', 'dejen de mandarme textos',
    'deja de enviarme mensajes', 'deje de enviarme mensajes', 'dejen de enviarme mensajes',
    'dejen de mandar mensajes', 'dejen de enviar mensajes', 'dejen de molestar', 'deje de molestar', 'no molesten',
    'no moleste', 'no más', 'no más mensajes', 'no más textos', 'ya no más', 'no me escriban',
    'no me escriban más', 'no me escriba', 'no me escriba más', 'no me escribas', 'no me escribas más',
    'no me manden mensajes', 'no me manden más mensajes', 'no me mande mensajes', 'no me mande más mensajes',
    'no me manden más', 'no me manden nada', 'no me envíen mensajes', 'no me envíen más mensajes',
    'no me envíe mensajes', 'no me envíe más mensajes', 'no me envíen más', 'no me manden textos',
    'no me manden más textos', 'no me textee', 'no me texteen', 'no quiero mensajes', 'no quiero más mensajes',
    'no quiero estos mensajes', 'no quiero recibir mensajes', 'no quiero recibir más mensajes',
    'ya no quiero mensajes', 'ya no quiero más mensajes', 'ya no quiero recibir mensajes',
    'no deseo recibir mensajes', 'no deseo recibir más mensajes', 'ya no deseo recibir mensajes',
    'sáqueme de la lista', 'sácame de la lista', 'sáquenme de la lista', 'sáquenme de su lista',
    'quíteme de la lista', 'quítame de la lista', 'quítenme de la lista', 'quítenme de su lista',
    'quiten mi número', 'quite mi número', 'bórrenme de la lista', 'bórrenme de su lista', 'déjenme en paz',
    'déjeme en paz', 'déjame en paz'
  ])
) as patterns (kind, language, words)
on conflict (words) do nothing;

create table outlier.consent_events (
  id bigint generated always as identity primary key,
  phone_number text not null,
  kind text not null
    constraint consent_event_kind_is_known check (kind in ('opt_out', 'opt_in')),
  source text not null
    constraint consent_source_is_known
    check (source in ('message', 'admin', 'twilio', 'failed_delivery', 'sql')),
  actor text,
  words text,
  twilio_message_id uuid references outlier.twilio_messages (id) on update cascade on delete set null,
  occurred_at timestamptz not null default now(),
  comment_id uuid references outlier.comments (id) on delete set null,
  said_at timestamptz
);
create index consent_events_comment_id_idx on outlier.consent_events (comment_id);
create index consent_events_phone_number_idx on outlier.consent_events (phone_number, occurred_at);
create index consent_events_twilio_message_id_idx on outlier.consent_events (twilio_message_id);
comment on table outlier.consent_events is
  'Every change of a person''s consent: when, by whom or by what, in which words.';
comment on column outlier.consent_events.comment_id is 'The comment by which somebody of the team decided.';
comment on column outlier.consent_events.said_at is
  'When the person said it, by Missive''s clock: what was said later counts, in whatever order it comes.';

-- One person can be erased, and what must outlive that is a hash: that they were not to be texted.
create table outlier.erased_people (
  digest bytea primary key
    constraint digest_is_a_sha256 check (octet_length(digest) = 32),
  unsubscribed boolean not null,
  exclude boolean not null,
  erased_at timestamptz not null,
  constraint only_who_was_not_to_be_texted_is_remembered check (unsubscribed or exclude)
);
comment on table outlier.erased_people is
  'People whose row was erased, deleted or given another number, and who were not to be texted, by a salted hash '
  'of their number: when one comes in again, the row goes and the flags return.';
comment on column outlier.erased_people.digest is 'As person_digest() makes it.';
comment on column outlier.erased_people.erased_at is 'When their row went: what they say later counts.';

-- Segments may be made from these, and from nothing else.
grant select on
  outlier.authors, outlier.conversations, outlier.conversations_authors, outlier.conversations_labels, outlier.labels,
  outlier.conversations_assignees, outlier.conversations_users, outlier.teams, outlier.twilio_messages,
  outlier.message_statuses, outlier.recipients, outlier.unsubscribed_messages, outlier.broadcasts, outlier.campaigns
to outlier_segments;

-- Reports need neither what undoes the hashes of erased people, nor tokens, nor what people wrote as it came.
revoke select on outlier.settings,
outlier.invoke_history,
outlier.errors,
outlier.requests,
outlier.erased_people,
outlier.api_tokens
  from outlier_reader;
grant select (
  is_only_row, organization_id, sending_phone_number, reply_label_id, archive_label_id, campaign_parent_label_id,
  csv_campaigns_label_id, time_zone, catch_up_window, broadcast_gap, send_now_margin, lease, refusal_wait,
  max_failures, rate_limit_wait, reply_window, segment_cost_limit, sending_stopped, updated_at, link_wait,
  event_retention, event_attempts, reconciliation_window, ask_twilio_after, twilio_match_window, single_reads_limit,
  trace_seed, refusals_in_a_row, clock_margin
) on outlier.settings to outlier_reader;
grant select (
  id, received_at, digest, rule_type, state
) on outlier.invoke_history to outlier_reader;
grant select (
  id, occurred_at, invoke_history_id, rule_type, sqlstate, message, attempts, next_attempt_at, resolved_at
) on outlier.errors to outlier_reader;
grant select (
  id, kind, subject, state, due_at, failures, last_status, last_error, claim_id, claimed_by, lease_until, created_at,
  claimed_at
) on outlier.requests to outlier_reader;
