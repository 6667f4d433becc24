begin;
select plan(92);
select is(outlier.consent_in(said), 'opt_out', format('"%s" opts out', said))
from unnest(array[
  'STOP',
  'stop',
  'Stop.',
  'STOP!',
  ' stop ',
  E'STOP\n',
  '"STOP"',
  'STOP 🛑',
  '*stop*',
  'StopAll',
  'stop all',
  'UNSUBSCRIBE',
  'Cancel',
  'END',
  'quit',
  'Revoke',
  'OPTOUT',
  'opt out',
  'Opt-out',
  'OPT_OUT',
  'please stop',
  'Please STOP!!',
  'Stop please',
  'stop texting me',
  'Please stop texting me.',
  'unsubscribe me',
  'Please unsubscribe me',
  'ALTO', '¡Alto!', 'parar', 'Pare', 'cancelar', 'detener', 'salir', 'BAJA'
]) as said;
select is(outlier.consent_in(said), null, format('"%s" does not opt out', said))
from unnest(array[
  'The bus stop is broken',
  'Where does it stop?',
  'stop and frisk',
  'Don''t stop',
  'The end',
  'When will this end?',
  'I quit my job',
  'cancel culture',
  'We can''t stop the flooding on my street', 'nonstop', 'stopped', 'He unsubscribed', ''
]) as said;
select is(outlier.consent_in(said), 'opt_in', format('"%s" opts in', said))
from unnest(array['START', 'start', 'Unstop', 'RESUBSCRIBE', 'Detroit', 'DETROIT!']) as said;
select is(outlier.consent_in(said), null, format('"%s" does not opt in', said))
from unnest(array['When does it start?', 'I live in Detroit', 'Detroit, 48201', 'Yes', 'start again?']) as said;
select is(outlier.consent_in(null), null, 'a message without text says nothing');
insert into outlier.consent_patterns (kind, language, words) values ('opt_out', 'fr', 'arrêt');
select is(outlier.consent_in('ARRÊT !'), 'opt_out', 'the wording is data');

-- Emoji are words. No pattern has one as it comes.
select is(outlier.said('✋🏽 Stop❗️ 👩‍🌾'), '✋ stop ❗ 👩 🌾', 'each is a word of its own, whatever its skin');
select is(outlier.consent_in(said), null, format('"%s" says neither yes nor no', said))
from unnest(array['🛑', '👍', '…', '?', '🙏🙏', '❤️']) as said;
insert into outlier.consent_patterns (kind, words) values ('opt_out', '🛑'), ('opt_out', '🚫 texts');
select is(outlier.consent_in(said), 'opt_out', format('"%s" opts out', said))
from unnest(
  array[
    '🛑', ' 🛑🛑🛑 ', '🛑!', '🛑 please', '🛑🙏', 'STOP 🛑', 'STOP 🙏', 'stop 🛑 texting 🛑 me', '🚫texts', 'Please 🙏 stop', '✋ stop'
  ]
) as said;
select is(outlier.consent_in(said), null, format('"%s" does not opt out', said))
from unnest(array['👍', '…', '?', '🚫', '🙏', '🛑 sign at Main Street is broken', 'The bus stop 🛑 is broken']) as said;
select is(outlier.consent_in(said), 'opt_in', format('"%s" opts in', said))
from unnest(array['Detroit 🎉', '🎉START🎉']) as said;
select is(outlier.consent_in('🛑 start'), null, 'an opt-in beside a no is none');
select is(outlier.sign_in('Hey 🙏 leave me 🙏 alone, you'), 'leave me alone', 'a sign is seen through what decorates it');
select throws_ok(
  format('insert into outlier.consent_patterns (kind, words) values (''opt_out'', %L)', words),
  '23514', null, format('"%s" says nothing, and is refused as a pattern', words)
) from unnest(array['…', '?']) as words;
select * from finish();
rollback;
