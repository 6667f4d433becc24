-- The classification of messages. Each rule has an example here; the corpus has many more.
-- Shows: table-consent_patterns
begin;
select plan(147);
create function pg_temp.meaning(p_text text) returns text language sql as $$
  select c.meaning from outlier.classify_message(p_text) as c
$$;
select is(pg_temp.meaning(said), 'opt_out', format('"%s" opts out', said))
from unnest(array[
  'STOP', ' stop ', E'STOP\n', '"STOP"', '*stop*', 'StopAll', 'UNSUBSCRIBE', 'Cancel', 'END', 'quit', 'Revoke',
  'OPTOUT',
  'opt out', 'OPT_OUT', 'please stop', 'Stop please', 'Please stop texting me.', 'unsubscribe me',
  'ALTO', '¡Alto!', 'parar', 'Pare', 'cancelar', 'detener', 'salir', 'BAJA',
  -- Decorated, spaced out, repeated or signed texts.
  'STOP 🛑', '🛑', '🛑🛑🛑', '✋', '🚫', '🛑 please', 'stop 🛑 texting 🛑 me', 'ＳＴＯＰ', '𝐒𝐓𝐎𝐏', '🆂🆃🅾🅿', 'ꜱᴛᴏᴘ', 'S.T.O.P.',
  's t o p', 'stoooop!!!', 'STOPSTOPSTOP', 'stop stop stop', E'st\u200bop', E'Stop\n- Maria',
  E'Stop\n\nSent from my iPhone',
  'STOP - Maria',
  -- Whole sentences.
  'stop to end', 'stop2quit', 'cease and desist', 'I withdraw my consent', 'Take me off your list',
  'remove my number',
  'do not text me again ever', 'no more messages', 'lose my number', 'no me escriban más',
  'quiten mi número de su lista',
  'Stop the fucking texts', 'STOP F***ING TEXTING ME',
  -- With a reason, or as one of several sentences.
  'Wrong number, stop', 'stop texting me I moved to Ohio', 'I moved away. Take me off your list.',
  'Thank you for all you do, but please take me off the list', 'STOP. How often do I have to say it? STOP.',
  'Please take 313-555-0142 off your list'
]) as said;
select is(pg_temp.meaning(said), 'may_opt_out', format('"%s" may be an opt-out', said))
from unnest(array[
  'The bus stop is broken', 'stip', 'sotp', 'ST0P', 'unsubcribe', 'wrong number', 'Wrong #', 'not interested',
  'he is deceased', 'Who is this? Stop', 'leave me alone', 'no thanks', 'How do I unsubscribe?', 'stop?', 'no more',
  'My lawyer will hear about this', 'why do you keep texting me', 'número equivocado', 'no me interesa',
  'déjenme en paz',
  'I''m driving with Do Not Disturb on. Reply STOP to end these messages.'
]) as said;
select is(pg_temp.meaning(said), null, format('"%s" is ordinary talk', said))
from unnest(array[
  '', '…', '?', '🙏🙏', '👍', 'shop', 'step', 'top', 'and', 'Where does the 53 stop at night', 'ran the stop sign',
  'Don''t stop!',
  'please don''t stop texting me', 'don''t take me off the list', 'I quit my job', 'cancel culture',
  'Stop the water shutoffs',
  'how do I opt out of the smart meter', 'I live in Detroit', 'When does it start?', 'letrero de pare', 'alto costo',
  'no dejen de mandarme mensajes', E'> Reply STOP to end\n\nMy address is 9120 Mendota'
]) as said;
select is(pg_temp.meaning(said), 'reaction', format('"%s" is what a phone sends', said))
from unnest(array[
  'Liked “Is your heat on? Reply STOP to end”', 'Laughed at "Reply STOP to end"', 'Reacted 👍 to “Reply STOP to end”',
  '👍 to “Reply STOP to end”', 'Le gustó “Responda ALTO para terminar”', 'Emphasized “A long text that was cut…'
]) as said;
select is(pg_temp.meaning(said), 'opt_in', format('"%s" opts in', said))
from unnest(array['START', 'Unstop', 'RESUBSCRIBE', 'Detroit!', 'Detroit 🎉']) as said;
select is(pg_temp.meaning(said), 'may_opt_in', format('"%s" may be an opt-in', said))
from unnest(array['Yes', 'subscribe', 'opt in', 'start again?', 'sí']) as said;
select is(pg_temp.meaning('🛑 start'), 'may_opt_out', 'an opt-in beside a no is none');
select is(pg_temp.meaning(said), 'help', format('"%s" asks for help', said))
from unnest(array['HELP', 'info', 'help me please', 'Ayuda', 'what is this?', '¿quién es?']) as said;
select is(pg_temp.meaning(null), null, 'a message without text says nothing');
select is(
  (select words from outlier.classify_message('Who gave you my number? I never signed up')), 'who gave you my number',
  'the words that may mean no are told'
);
select is(
  outlier.normalize_message_text('✋🏽 Stóp❗️ 👩‍🌾'), '✋ stop ❗ 👩 🌾', 'each emoji is a word, whatever its skin'
);

-- The wording is stored as data.
insert into outlier.consent_patterns (kind, language, words) values
  ('opt_out', 'fr', 'arrêt'), ('opt_out', 'fr', '(ne)? m''écrivez (plus|pas) (svp)?');
select is(pg_temp.meaning(said), 'opt_out', format('"%s" opts out: the wording is data', said))
from unnest(array['ARRÊT !', 'Ne m''écrivez plus', 'm''écrivez pas, svp']) as said;
select throws_ok(
  format('insert into outlier.consent_patterns (kind, words) values (''opt_out'', %L)', words),
  '23514', null, format('"%s" is refused as a pattern', words)
) from unnest(array['…', '(a|(b|c))', '(may be left out)?', '(a|)', 'a|b', '(a', '* a']) as words;
create temp table compiled as select * from outlier.consent_patterns;
update outlier.consent_patterns set words = words;
select is_empty(
  'select words from (select * from outlier.consent_patterns except select * from compiled) as changed',
  'the trigger compiles the wording as the migration did'
);
select * from finish();
rollback;
