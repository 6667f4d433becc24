-- What people say back: the mirror kept true by every kind of webhook, consent in people's own words, events tried again.
drop function if exists api.receive_user_action(text, timestamptz);
drop function if exists outlier.set_consent(text, text, text, text, text, uuid, timestamptz);
drop function if exists outlier.apply_incoming_message(jsonb, timestamptz);
drop function if exists outlier.apply_outgoing_message(jsonb, timestamptz);

alter table outlier.settings
  add column event_retention interval not null default interval '90 days'
    constraint event_retention_is_a_day_or_more check (event_retention >= interval '1 day'),
  add column event_attempts integer not null default 6
    constraint event_attempts_is_positive check (event_attempts > 0);
comment on column outlier.settings.event_retention is 'Webhooks and errors are kept for so long; whole months go when their last day is older.';
comment on column outlier.settings.event_attempts is 'A webhook that cannot be acted on is tried so often, and then left in errors.';

-- How old a snapshot of a conversation is. Missive tells no time of a change, so the time of receipt counts; where the event is
-- about a message or a comment, its time counts too.
alter table outlier.conversations
  add column heard_at timestamptz,
  add column snapshot_at timestamptz,
  add column message_at timestamptz,
  add column last_digest bytea;
comment on column outlier.conversations.heard_at is 'When the webhook came whose snapshot stands here: one that came before it changes nothing.';
comment on column outlier.conversations.snapshot_at is 'Time of the latest message or comment whose webhook stood here.';
comment on column outlier.conversations.message_at is 'Time of the latest message that a snapshot has told of.';
comment on column outlier.conversations.last_digest is 'SHA-256 of that webhook: the same again is a repeat.';

alter table outlier.conversation_history
  add constraint conversation_change_is_known check (change_type in ('closed', 'reopened', 'team_change')),
  add constraint a_change_of_a_conversation_is_recorded_once unique (conversation_id, changed_at, change_type);

alter table outlier.twilio_messages
  add column attachments jsonb not null default '[]';

alter table outlier.invoke_history
  drop constraint invoke_history_state_is_known,
  add constraint invoke_history_state_is_known check (state in ('stored', 'done', 'ignored', 'repeat', 'failed'));
create index invoke_history_id_idx on outlier.invoke_history (id);
create index errors_invoke_history_id_idx on outlier.errors (invoke_history_id);
comment on column outlier.invoke_history.state is
  'done: acted on. ignored: of a kind that means nothing to us. repeat: the same as one before. failed: see outlier.errors. stored: not acted on.';
comment on column outlier.errors.next_attempt_at is 'When it is tried again; null: not any more.';

alter table outlier.consent_events
  add column comment_id uuid references outlier.comments (id) on delete set null,
  add column said_at timestamptz;
create index consent_events_comment_id_idx on outlier.consent_events (comment_id);
comment on column outlier.consent_events.comment_id is 'The comment by which somebody of the team decided.';
comment on column outlier.consent_events.said_at is 'When the person said it, by Missive''s clock: what was said later counts, in whatever order it comes.';

-- Wording. A keyword or a phrase opts out where it is all that is said, or stands among courtesies; opt-ins only stand alone.
alter table outlier.consent_patterns
  drop constraint consent_kind_is_known,
  add constraint consent_kind_is_known check (kind in ('opt_out', 'opt_in', 'courtesy')),
  add column is_sign boolean not null default false,
  add column plain text generated always as (
    btrim(regexp_replace(translate(replace(words, '''', ''), 'àáâãäèéêëìíîïòóôõöùúûüñç', 'aaaaaeeeeiiiiooooouuuunc'), '[^[:alnum:]]+', ' ', 'g'))
  ) stored,
  add constraint only_an_opt_out_can_be_a_sign check (kind = 'opt_out' or not is_sign);
create index consent_patterns_plain_idx on outlier.consent_patterns (plain);
comment on table outlier.consent_patterns is
  'Wording, as data. opt_out: means it where it is all that is said, courtesies aside. opt_in: alone. courtesy: may stand around an opt-out.';
comment on column outlier.consent_patterns.is_sign is 'A longer text that contains it is posted to the team to decide.';
comment on column outlier.consent_patterns.plain is 'The words without accents and apostrophes, as messages are compared.';

update outlier.consent_patterns as p
set is_sign = true
where p.kind = 'opt_out'
  and p.words in (
    'stop', 'stopall', 'stop all', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout', 'opt out',
    'alto', 'parar', 'pare', 'cancelar', 'detener', 'salir', 'baja', 'terminar'
  );

insert into outlier.consent_patterns (kind, language, words)
select 'courtesy', 'en', unnest(array[
  'please', 'pls', 'plz', 'pleas', 'kindly', 'thanks', 'thank you', 'thx', 'ty', 'thank u', 'sorry', 'im sorry', 'hi', 'hello', 'hey', 'ok', 'okay', 'yes', 'no',
  'no thanks', 'no thank you', 'just', 'now', 'right now', 'immediately', 'asap', 'at once', 'today', 'already', 'anymore', 'any more', 'forever',
  'can you', 'can u', 'could you', 'would you', 'will you', 'you can', 'i want you to', 'i need you to', 'i said', 'i asked you to', 'good morning', 'good evening', 'sir', 'maam',
  'bye', 'goodbye', 'god bless', 'have a good day', 'have a nice day', 'and', 'but', 'so', 'again', 'u', 'guys'
])
union all
select 'courtesy', 'es', unnest(array[
  'por favor', 'porfavor', 'porfa', 'gracias', 'muchas gracias', 'hola', 'ya', 'lo siento', 'disculpe', 'disculpen', 'ahora', 'señor', 'señora', 'adiós', 'buenos días',
  'buenas tardes', 'buenas noches', 'sí', 'puede', 'pueden', 'favor de', 'ahora mismo', 'inmediatamente', 'y', 'pero', 'otra vez', 'nunca más'
])
on conflict do nothing;

insert into outlier.consent_patterns (kind, language, words)
-- stop texting me, quit sending me these messages, …
select 'opt_out', 'en', btrim(verb || ' ' || rest)
from unnest(array['stop', 'quit']) as verb
cross join unnest(array[
  'it', 'this', 'texting', 'texting me', 'texting us', 'texting this number', 'texting my phone', 'messaging', 'messaging me', 'messaging this number', 'contacting me',
  'contacting this number', 'bothering me', 'spamming me', 'spamming', 'calling me', 'sending', 'sending texts', 'sending messages', 'sending me texts', 'sending me messages',
  'sending me text messages', 'sending me these', 'sending these', 'sending these texts', 'sending these messages', 'sending me these texts', 'sending me these messages',
  'sending me stuff', 'sending me this', 'sending this', 'with the texts', 'with these texts', 'with the messages'
]) as rest
union all
select 'opt_out', 'en', verb || ' ' || what
from unnest(array['stop', 'cancel', 'end']) as verb
cross join unnest(array[
  'texts', 'messages', 'text messages', 'the texts', 'the messages', 'these texts', 'these messages', 'all texts', 'all messages', 'your texts', 'your messages', 'subscription',
  'my subscription', 'the subscription', 'text', 'updates', 'alerts', 'notifications', 'everything'
]) as what
union all
select 'opt_out', 'en', unnest(array[
  'stop now', 'just stop', 'stop stop', 'cancel all', 'cancel me', 'cancel this', 'end all', 'end this', 'stop all of it', 'full stop', 'stop spam', 'stop the spam', 'stopp', 'stpo', 'sotp', 'stoo',
  'unsubscribe us', 'unsubscribe this number', 'unsubscribe my number', 'unsubscribe from this', 'unsubscribe from all', 'unsubscribe all', 'unsubscribe from texts', 'unsubscribe from list',
  'unsubscribe from this list', 'unsubscribe from your list', 'unsubscribe me from this', 'unsubscribe me from this list', 'unsubscribe me from your list', 'unsubscribe me from the list',
  'unsubscribe me from these texts', 'unsubscribe me from all', 'unsubscribed', 'unsubcribe', 'unsuscribe', 'unsubscibe', 'unsubsribe', 'un subscribe', 'unsub',
  'i unsubscribe', 'i want to unsubscribe', 'i would like to unsubscribe', 'id like to unsubscribe', 'i wish to unsubscribe', 'i need to unsubscribe', 'i want to be unsubscribed',
  'opt me out', 'opt out of texts', 'opt out of messages', 'opt out of this', 'opt out of all', 'opting out', 'i opt out', 'i want to opt out', 'i would like to opt out', 'id like to opt out',
  'i wish to opt out', 'i want out', 'i revoke', 'i revoke consent', 'i revoke my consent', 'revoke consent', 'revoke my consent',
  'i want to stop', 'i want to cancel', 'i would like to cancel', 'id like to cancel', 'i would like to stop', 'i want these to stop', 'i want this to stop', 'make it stop',
  'i want to stop receiving texts', 'i want to stop receiving messages', 'i want to stop getting texts', 'i want to stop getting these texts', 'i want you to stop',
  'take me off', 'take me off your list', 'take me off this list', 'take me off the list', 'take me off of your list', 'take me off of this list', 'take my number off', 'take my number off your list',
  'remove me', 'remove', 'remove me from your list', 'remove me from this list', 'remove me from the list', 'remove me from list', 'remove my number', 'remove this number',
  'remove my number from your list', 'remove my number from this list', 'delete me', 'delete my number', 'delete me from your list', 'delete my number from your list', 'lose my number', 'lose this number',
  'do not text', 'do not text me', 'do not text me again', 'do not text this number', 'do not text this number again', 'do not contact me', 'do not contact me again', 'do not message me',
  'do not message me again', 'do not send me texts', 'do not send me messages', 'do not send me any more texts', 'do not send me any more messages', 'do not call or text',
  'dont text', 'dont text me', 'dont text me again', 'dont text this number', 'dont text this number again', 'dont contact me', 'dont contact me again', 'dont message me', 'dont message me again',
  'dont send me texts', 'dont send me messages', 'dont send me any more texts', 'dont send me any more messages', 'dont send me anything', 'dont ever text me again',
  'never text me again', 'never text me', 'never contact me again', 'no more', 'no more texts', 'no more messages', 'no more text messages', 'no more texting', 'no texts', 'no messages', 'no text',
  'leave me alone', 'go away', 'i dont want these', 'i dont want this', 'i dont want texts', 'i dont want these texts', 'i dont want these messages', 'i dont want your texts', 'i dont want any texts',
  'i dont want any more texts', 'i dont want any more messages', 'i dont want to get these texts', 'i dont want to receive texts', 'i dont want to receive these texts',
  'i dont want to receive these messages', 'i do not want these texts', 'i do not want these messages', 'i do not want any more texts', 'i do not want to receive texts',
  'i do not want to receive these texts', 'i do not want to receive these messages', 'i do not want to receive messages', 'i dont want to receive messages', 'i no longer want messages', 'i do not wish to receive texts', 'i no longer want texts', 'i no longer want these texts', 'i no longer want to receive texts',
  'i no longer want to receive these texts', 'i no longer wish to receive texts', 'i no longer want these messages'
])
union all
select 'opt_out', 'es', unnest(array[
  'para', 'paren', 'párenle', 'detenga', 'detengan', 'detenerse', 'cancela', 'cancele', 'cancelen', 'cancelado', 'termina', 'terminen', 'basta', 'eliminar', 'elimíname', 'elimíneme', 'elimínenme',
  'eliminar mi número', 'elimine mi número', 'borrar', 'bórrame', 'bórreme', 'bórrenme', 'borren mi número', 'borre mi número',
  'dar de baja', 'darme de baja', 'dame de baja', 'denme de baja', 'deme de baja', 'de baja', 'quiero darme de baja', 'quiero la baja', 'quisiera darme de baja', 'deseo darme de baja',
  'me quiero dar de baja', 'desuscribir', 'desuscribirme', 'desuscríbeme', 'desuscríbame', 'anular', 'anular suscripción', 'anular mi suscripción', 'cancelar suscripción', 'cancelar la suscripción',
  'cancelar mi suscripción', 'cancelen mi suscripción', 'cancelar mensajes', 'cancelar los mensajes', 'cancelar textos', 'quiero cancelar', 'quiero salir', 'parar mensajes', 'parar los mensajes',
  'paren los mensajes', 'pare los mensajes', 'paren de mandar mensajes', 'paren de mandarme mensajes', 'paren de escribirme', 'detener mensajes', 'detener los mensajes',
  'alto a los mensajes', 'alto los mensajes',
  'deja de escribirme', 'deje de escribirme', 'dejen de escribirme', 'deja de mandarme mensajes', 'deje de mandarme mensajes', 'dejen de mandarme mensajes', 'dejen de mandarme textos',
  'deja de enviarme mensajes', 'deje de enviarme mensajes', 'dejen de enviarme mensajes', 'dejen de mandar mensajes', 'dejen de enviar mensajes', 'dejen de molestar', 'deje de molestar', 'no molesten', 'no moleste',
  'no más', 'no más mensajes', 'no más textos', 'ya no más', 'no me escriban', 'no me escriban más', 'no me escriba', 'no me escriba más', 'no me escribas', 'no me escribas más',
  'no me manden mensajes', 'no me manden más mensajes', 'no me mande mensajes', 'no me mande más mensajes', 'no me manden más', 'no me manden nada', 'no me envíen mensajes', 'no me envíen más mensajes',
  'no me envíe mensajes', 'no me envíe más mensajes', 'no me envíen más', 'no me manden textos', 'no me manden más textos', 'no me textee', 'no me texteen',
  'no quiero mensajes', 'no quiero más mensajes', 'no quiero estos mensajes', 'no quiero recibir mensajes', 'no quiero recibir más mensajes', 'ya no quiero mensajes', 'ya no quiero más mensajes',
  'ya no quiero recibir mensajes', 'no deseo recibir mensajes', 'no deseo recibir más mensajes', 'ya no deseo recibir mensajes',
  'sáqueme de la lista', 'sácame de la lista', 'sáquenme de la lista', 'sáquenme de su lista', 'quíteme de la lista', 'quítame de la lista', 'quítenme de la lista', 'quítenme de su lista', 'quiten mi número', 'quite mi número',
  'bórrenme de la lista', 'bórrenme de su lista', 'déjenme en paz', 'déjeme en paz', 'déjame en paz'
])
on conflict (words) do nothing;
update outlier.consent_patterns as p set is_sign = true where p.words in ('unsubcribe', 'unsuscribe', 'unsub', 'opting out', 'desuscribir', 'darme de baja', 'leave me alone', 'take me off', 'remove me');

-- Messages of ours that Missive is asked about, many at a time.
create table outlier.message_reads (
  missive_id uuid primary key,
  due_at timestamptz not null
);
create index message_reads_due_idx on outlier.message_reads (due_at);
comment on table outlier.message_reads is 'Messages whose status Missive is to be asked for: requests take ten of them at a time.';

-- The lookup service has a token of its own; nothing is known of its limits.
alter table outlier.tokens
  drop constraint name_is_a_token_of_the_configuration,
  add constraint name_is_a_token_of_the_configuration
    check (name in ('first_messages', 'second_messages', 'general', 'read_conversations', 'dub', 'lookup', 'twilio'));
insert into outlier.quotas (name, max_concurrent) values ('lookup', 5);
insert into outlier.tokens (name, quota) values ('lookup', 'lookup');
insert into outlier.request_kinds (kind, called_as, description) values
  ('read_messages', 'general', 'Up to ten messages of ours, to learn their Twilio ids, times and statuses.'),
  ('refresh_lookup', 'lookup', 'Has the lookup service renew what it knows of a conversation.');
