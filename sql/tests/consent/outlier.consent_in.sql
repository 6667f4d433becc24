begin;
select plan(61);
select is(outlier.consent_in(said), 'opt_out', format('"%s" opts out', said))
from unnest(array[
  'STOP', 'stop', 'Stop.', 'STOP!', ' stop ', E'STOP\n', '"STOP"', 'STOP 🛑', '*stop*', 'StopAll', 'stop all', 'UNSUBSCRIBE', 'Cancel', 'END', 'quit', 'Revoke',
  'OPTOUT', 'opt out', 'Opt-out', 'OPT_OUT', 'please stop', 'Please STOP!!', 'Stop please', 'stop texting me', 'Please stop texting me.', 'unsubscribe me', 'Please unsubscribe me',
  'ALTO', '¡Alto!', 'parar', 'Pare', 'cancelar', 'detener', 'salir', 'BAJA'
]) as said;
select is(outlier.consent_in(said), null, format('"%s" does not opt out', said))
from unnest(array[
  'The bus stop is broken', 'Where does it stop?', 'stop and frisk', 'Don''t stop', 'The end', 'When will this end?', 'I quit my job', 'cancel culture',
  'We can''t stop the flooding on my street', 'nonstop', 'stopped', 'He unsubscribed', ''
]) as said;
select is(outlier.consent_in(said), 'opt_in', format('"%s" opts in', said))
from unnest(array['START', 'start', 'Unstop', 'RESUBSCRIBE', 'Detroit', 'DETROIT!']) as said;
select is(outlier.consent_in(said), null, format('"%s" does not opt in', said))
from unnest(array['When does it start?', 'I live in Detroit', 'Detroit, 48201', 'Yes', 'start again?']) as said;
select is(outlier.consent_in(null), null, 'a message without text says nothing');
insert into outlier.consent_patterns (kind, language, words) values ('opt_out', 'fr', 'arrêt');
select is(outlier.consent_in('ARRÊT !'), 'opt_out', 'the wording is data');
select * from finish();
rollback;
