-- Wording, as data. `(a|b)` offers alternatives, `(a|b)?` may be left out, `*` is any one word.
create table outlier.consent_patterns (
  id bigint generated always as identity primary key,
  kind text not null
    constraint consent_kind_is_known
    check (
      kind in (
        'opt_out', 'opt_in', 'may_opt_in', 'help', 'courtesy', 'reason', 'doubt', 'lone_doubt', 'question', 'filler',
        'clause_start',
        'clause_joint', 'negation', 'harmless', 'reaction', 'common_word'
      )
    ),
  language text not null default 'en',
  words text not null
    constraint words_are_lower_case_and_single_spaced
    check (words = lower(regexp_replace(btrim(words), '\s+', ' ', 'g')) and words <> '')
    constraint words_have_no_parentheses_inside_parentheses
    check (regexp_replace(words, '[(][^()]*[)]', '', 'g') !~ '[()|]')
    constraint words_have_no_empty_alternative check (words !~ '[(|]\s*[|)]')
    constraint words_have_at_most_4000_characters check (char_length(words) <= 4000),
  is_sign boolean not null default false,
  is_explicit boolean not null default false,
  expression text not null
    constraint words_hold_a_letter_a_digit_or_an_emoji check (expression <> ''),
  anchors text[] not null
    constraint words_hold_a_word_that_cannot_be_left_out check (cardinality(anchors) > 0)
    constraint words_begin_with_a_word check ('*' <> all (anchors)),
  last_words text[] not null,
  is_word boolean not null generated always as (expression ~ '^[(]?[?]?:?([^ ()|]+ [|]?)+[)]?$') stored,
  constraint only_an_opt_out_can_be_a_sign check (kind = 'opt_out' or not is_sign),
  constraint only_an_opt_out_can_be_explicit check (kind = 'opt_out' or not is_explicit),
  constraint words_mean_one_thing unique (words)
);
-- From the words of a message to the patterns that it may match: first those that mean something, then what may stand
-- around them.
create index consent_patterns_meaning_idx on outlier.consent_patterns using gin (anchors)
  where kind in ('opt_out', 'doubt', 'lone_doubt', 'question', 'filler', 'help', 'opt_in', 'may_opt_in');
create index consent_patterns_around_idx on outlier.consent_patterns using gin (anchors)
  where kind in ('courtesy', 'reason', 'clause_start', 'clause_joint');
create index consent_patterns_harmless_idx on outlier.consent_patterns using gin (anchors)
  where kind in ('harmless', 'negation');
create index consent_patterns_common_words_idx on outlier.consent_patterns using gin (anchors)
  where kind = 'common_word';
create index consent_patterns_keywords_idx on outlier.consent_patterns (length(words), words)
  where kind = 'opt_out' and words !~ '[ ()]';
create index consent_patterns_reactions_idx on outlier.consent_patterns (id) where kind = 'reaction';
comment on table outlier.consent_patterns is
  'The wording by which Outlier understands messages, as data. classify_message() compares messages with it.';
comment on column outlier.consent_patterns.kind is
  'opt_out: the person opts out if the message says nothing else. opt_in: the same, alone. may_opt_in: alone, by '
  'somebody who is unsubscribed, a person decides. help: alone, asks who is texting. doubt, question: a person '
  'decides; a doubt may stand around an opt-out too. lone_doubt: a person decides, where it stands alone. courtesy, '
  'reason: may stand around an opt-out. filler: is ignored in opt-outs. clause_start, clause_joint: may follow or '
  'precede an explicit opt-out. negation: turns an explicit opt-out into its opposite. harmless: keywords in it are no '
  'signs. reaction: stands before a quotation of ours. common_word: is no misspelling of a keyword.';
comment on column outlier.consent_patterns.words is
  'The wording in lower case. (a|b) offers alternatives, (a|b)? may be left out, * is any one word.';
comment on column outlier.consent_patterns.is_sign is
  'A person decides about a longer text that contains the words. If it is a single word, about its misspellings too.';
comment on column outlier.consent_patterns.is_explicit is
  'The words opt out as a sentence of their own, whatever the other sentences say. A longer text that contains them is '
  'for a person to decide.';
comment on column outlier.consent_patterns.expression is
  'The words as a regular expression over normalize_message_text(), each word followed by a blank. A trigger keeps it.';
comment on column outlier.consent_patterns.anchors is
  'The first words of what cannot be left out: a message without any of them does not match. A trigger keeps them.';
comment on column outlier.consent_patterns.is_word is
  'The pattern is a word, or one of several: a message that has an anchor matches.';
comment on column outlier.consent_patterns.last_words is
  'The last words of what cannot be left out: a message without any of them does not match. A trigger keeps them.';

insert into outlier.consent_patterns (kind, language, words, is_sign, is_explicit, expression, anchors, last_words)
select
  wording.kind,
  wording.language,
  wording.words,
  wording.is_sign,
  wording.is_explicit,
  -- As tg_consent_patterns__compile() makes it, which is not there yet.
  replace(
    replace(
      regexp_replace(
        regexp_replace(wording.plain, '([)?]) ', '\1', 'g'), '([^ ()|?])(?=[|)]|$)', '\1 ', 'g'
      ),
      '(', '(?:'
    ),
    '*', '[^ ]+'
  ),
  array(
    select distinct split_part(alternative, ' ', 1)
    from unnest(string_to_array(
      btrim(substring(wording.needed from '^[(][^()]*[)]|^[^ ]+'), '()'), '|'
    )) as alternative
    order by 1
  ),
  array(
    select distinct split_part(alternative, ' ', -1)
    from unnest(string_to_array(
      btrim(substring(wording.needed from '[(][^()]*[)]$|[^ ()]+$'), '()'), '|'
    )) as alternative
    order by 1
  )
from (
  select w.*, btrim(regexp_replace(w.plain, '[(][^()]*[)][?]', '', 'g')) as needed
  from (
  select
    w.kind, w.language, w.words, w.mark = 'sign' as is_sign, w.mark = 'explicit' as is_explicit,
    translate(w.words, 'àáâãäèéêëìíîïòóôõöùúûüñç', 'aaaaaeeeeiiiiooooouuuunc') as plain
  from (
    -- Keywords: Twilio's, the FCC's, and their Spanish counterparts.
    select 'opt_out' as kind, 'en' as language, 'sign' as mark, unnest(array[
      'stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout', 'unsub', 'opt out', 'stop all',
      '🛑', '🚫', '✋', '⛔'
    ]) as words
    union all
    select 'opt_out', 'es', 'sign', unnest(array[
      'cancelar', 'detener', 'desuscribir', 'paren'
    ])
    union all
    select 'opt_out', 'es', '', unnest(array[
      'alto', 'parar', 'pare', 'salir', 'baja', 'terminar'
    ])
    union all
    select 'opt_in', 'en', '', unnest(array[
      'start', 'unstop', 'resubscribe', 'detroit'
    ])
    union all
    select 'may_opt_in', 'en', '', unnest(array[
      '(yes|yeah|yep|yea|yup)', '(please)? (subscribe|resubscribe) (me)? (back|again)? (please)?',
      '(please)? (opt|opting) (me)? (back)? in (again)? (please)?', 'optin', 'opt back in',
      '(please)? sign me (back)? up (again)? (please)?', '(please)? add me (back|again)? (to the list)? (please)?',
      '(resume|continue|restart|reactivate|rejoin|unblock|join)',
      '(please)? (start|resume|restart|continue) (texting|texts|messages|sending|messaging) (me)? (again|texts)?',
      '(i want|i would like|id like) (to)? (get|receive|have|start getting) (your|the|these)? (texts|messages) '
      '(again)?',
      '(i want|i would like|id like) (to)? (be)? (back in|subscribe|resubscribe|opt in|opt back in|rejoin|join)',
      '(can|could) (i|you|u) (re)? (subscribe|resubscribe|rejoin|opt back in|add me back|text me again|sign me '
      'back up)',
      'start (again|please|over|back|me|up)', 'please start'
    ])
    union all
    select 'may_opt_in', 'es', '', unnest(array[
      'si',
      '(suscribir|suscribirme|suscribeme|suscribame|inscribirme|inscribeme|inscribame|reanudar|continuar|empezar|'
      'comenzar)',
      '(si)? quiero (recibir|volver a recibir|seguir recibiendo|suscribirme|inscribirme) (los|sus|mas)? (mensajes|'
      'textos)? (otra vez|de nuevo)?'
    ])
    union all
    select 'help', 'en', '', unnest(array[
      '(help|info|information)', 'help (me|please)', 'what is (this|this about|this number)',
      'whats (this|this about)', '(who|whos) (is)? (this|dis|texting me)', 'who (are|r) (you|u|yall)',
      'what number is this'
    ])
    union all
    select 'help', 'es', '', unnest(array[
      '(ayuda|informacion)', 'que es (esto|eso|este numero)', 'quien (es|eres|me escribe|es este|habla)',
      'quienes son (ustedes)?', 'de quien es este numero', 'de que se trata (esto)?', 'ayudame', 'necesito ayuda'
    ])

    -- Sentences. First: stop doing it.
    union all
    select 'opt_out', 'en', 'explicit', unnest(array[
      '(stop|quit|cease|discontinue|halt|end) (texting|txting|texing|textin|txtn|textn|messaging|msging|messagin|'
      'contacting|bothering|spamming|harassing|emailing|pestering|bugging|notifying|blasting|soliciting|hitting up|'
      'hittin|hitting|blowing up|blowin up|hittin up|textig|texring) (me|us|my|this|that|here|to|dis)? (me|phone|'
      'number|cell|cell phone|phone number|line|mobile|old number|telephone|telephone number)? (up)? (with|wit)? '
      '(this|these|texts|messages|this mess|this stuff|all this|dis)?',
      '(stop|quit|cease|discontinue|halt|end) (sending|sendin) (me|us|to me|this number|my phone)? (any|all|all of|'
      'these|those|this|the|your|more|so many|all these|all of these|all this|any more|so much|them|it)? (stupid|'
      'dumb|random|text|txt|sms|news|spam|automated|annoying)? (messages|texts|text|message|txt|txts|text messages|'
      'msgs|msg|updates|alerts|stuff|crap|shit|bs|junk|spam|notifications|news|things|sms|surveys|questions|'
      'links)? (to)? (me|us|my phone|this number|this phone|my number|my cell|my cell phone|my telephone|this '
      'telephone)?',
      '(shut|turn|cut) (these|the|this|your|them|all these)? (texts|messages|text messages|alerts|stuff|mess)? off '
      '(texts|messages|alerts)?',
      '(unenroll|disenroll|unregister|opt) (me|us|this number|my number) (out)? (from|of)? (the|your|these|this|'
      'all)? (text|texting)? (alerts|list|texts|messages|program|service)?',
      '(i|i am|am)? (asking|telling|begging|told|asked) (you|yall|u|you all|you guys) (nicely|politely|again|'
      'kindly|one last time)? to (stop|quit|cease) (texting|messaging|contacting|sending|bothering) (me|us|texts|'
      'messages|these|me texts|me messages|me these)?',
      '(stop|quit|end|cancel|discontinue|cease|terminate|kill|deactivate|disable|turn off|shut off|halt) (with)? '
      '(my|this|the|these|those|all|all of|your|any|future|all the|all these|all future|every)? (text|txt|sms|news|'
      'newsletter|message|messaging|texting|phone|weekly|daily)? (service|subscription|subscriptions|texts|'
      'messages|text messages|txts|msgs|updates|alerts|notifications|membership|enrollment|communication|'
      'communications|newsletter|newsletters|text alerts|spam|mensajes|textos) (to)? (this|my|me|all)? (line|'
      'number|phone|phones|cell)? (on this account)?',
      '(stop|quit|end|cancel|discontinue|cease) (all)? (text|txt|message|texts from|messages from|everything|all '
      'communication|future contact)',
      'make (these|the|this|them|your|all) (texts|messages|text messages|texting|alerts) stop',
      '(i|id)? (want|need|would like|wish|like|asking|asked|told|begging|ask) (for)? (you|u|yall|you guys|the '
      'texts|the messages|these texts|these messages|your texts|your messages|you people|you all) (to)? stop '
      '(texting|messaging|contacting|sending|bothering)? (me|us|texts|messages|me texts|me messages|texting me|'
      'contacting me|messaging me)?',
      '(i|id|we|can i|could i|may i|please let me|let me|how about i|can we)? (want|need|would like|wish|like|id '
      'like|choose|decided|have decided|wanna|prefer|trying|am trying|can i|could i|may i|please let me|let me|'
      'asked|am asking|would love) (to)? (please)? (opt out|unsubscribe|be unsubscribed|be opted out|be removed|be '
      'taken off|stop receiving|stop getting|opt myself out|get removed|be deleted|opt out of receiving|opt out of '
      'getting|get unsubscribed|remove myself|unsubscribe myself|get taken off|discontinue receiving|discontinue|'
      'not receive|not get|no longer receive) (of|from|to|any|my name from|my number from)? (this|these|the|your|'
      'all|any|any more|anymore|all of|more|all of these)? (text|texting|messaging|mailing|contact|news|message|'
      'sms|call|distribution)? (list|lists|texts|messages|service|updates|alerts|group|chat|thread|text messages|'
      'subscription|program|them|it|system|database|thing|communications)? (from)? (you|yall|you guys)? (anymore|'
      'any more)?'
    ])
    union all
    select 'opt_out', 'en', '', unnest(array[
      '(stop|quit) (this|now|spam|the spam|all of it|that shit|this shit|this crap|this bs)', 'just stop',
      'full stop', 'i want out', 'let me out',
      '(im|i am) done with (these texts|your texts|these messages|the texts)',
      '(i)? (already)? (said|told you|asked you|asked|texted|replied|sent|wrote|typed|told yall|have said|have '
      'told you|have asked you) (to)? (you)? (to)? (stop|quit|unsubscribe|cancel|end)',
      '(text|txt|reply|send|type|texting|replying|typing)? (the word)? (stop|end|quit|cancel) (to|2|and)? (end|'
      'quit|stop|cancel|opt out|unsubscribe|optout|opt)',
      '(reply|text|send|type|texting|txt) (the word)? (stop|unsubscribe|cancel|end|quit)',
      '(stop2end|stop2quit|stop2stop|stop2cancel|stoptoend|stop2optout|endall|quitall|cancelall|stopit|stopnow|'
      'pleasestop|stoptexting|stoptext|plsstop)',
      '(stop|end|cancel|quit) (all|me|them|everything|service|services|please service)',
      '(cancel|end|terminate|discontinue|stop) (my|this|the|your|all) (service|services|account|contact|feed|'
      'campaign|sms|text|number)',
      'unsubscribed'
    ])
    union all
    select 'opt_out', 'en', 'explicit', unnest(array[
      -- Unsubscribe, opt out.
      '(i)? (unsubscribe|unsubscribed|un subscribe|unsub) (me|us|this|this number|my number|number|my phone|myself|'
      'this phone)? (from|to|of)? (this|these|the|your|all|any|everything|all of|all your)? (text|texting|mailing|'
      'messaging|news|message|sms)? (list|lists|texts|messages|service|updates|alerts|group|text messages|'
      'subscription|program|communications|notifications)?',
      '(i)? (opt|opting|opted|optimg) (me|us|this number|my number|myself|this phone)? out (of|from)? (receiving|'
      'getting)? (this|these|the|your|all|any|everything|all future|future|all of)? (text|texting|messaging|sms|'
      'news)? (list|lists|texts|messages|service|updates|alerts|text messages|program|communications|notifications|'
      'them|it|it all)?',
      '(i)? (would like|wish|want|id like|need|choose|am choosing|request|hereby request|elect|am requesting|am '
      'asking|demand|ask|insist) (to be|that i be|you|that you|i be)? (removed|taken off|unsubscribed|opted out|'
      'deleted|remove me|take me off|delete me|unsubscribe me|opt me out|remove my number|delete my number|stop '
      'contacting me|stop texting me|cease) (from|of)? (this|these|the|your|all|any)? (text|texting|messaging|'
      'mailing|contact|news|sms|call|phone)? (list|lists|texts|messages|service|database|system|text messages)?',
      -- Take me off.
      '(remove|delete|unlist|deregister|erase|scrub|unregister|purge|wipe) (me|us|my name|my number|my phone '
      'number|my telephone number|my telephone|my phone|my cell|my cell phone|my contact|my info|my information|my '
      'contact info|my contact information|my data|my email|this number|this phone number|this phone|this contact|'
      'number|name|my cell number|my line|the number) (and)? (from|off|off of|out of|out|in)? (of)? (your|this|the|'
      'ur|all|any|that|these|all your|all of your|whatever|every|yo|ya|la|de la|yall)? (texting|text|mailing|'
      'contact|call|calling|messaging|sms|news|phone|marketing|subscriber|distribution|broadcast|email|'
      'solicitation|message|texts|group)? (list|lists|database|system|group|thread|chat|records|contacts|texts|'
      'messages|subscription|program|service|alerts|updates|campaign|rotation|files|rolls|phone|database list|text '
      'messages|list you have|roster|directory|mailing list|contact list|lista|messaging list)? (please)?',
      '(take|get|drop|pull|scratch|cross|strike|keep|cut|leave|kick|bump|taken) (me|us|my name|my number|my phone '
      'number|my telephone number|my telephone|my phone|my cell|this number|this phone|this phone number|my ass|my '
      'name and number|me the hell|my info) (off|out of|off of|out|from|of|of off|the hell off|the fuck off|the '
      'fuck out of|the hell out of|off from) (of)? (your|this|the|ur|all|any|that|these|it|whatever|every|yalls|'
      'yall|ya|yo|dis|tha|de la|la|de) (text|texting|mailing|contact|call|calling|messaging|sms|news|phone|'
      'marketing|subscriber|distribution|broadcast|spam|message|text message|your|group)? (list|lists|database|'
      'system|group|thread|chat|records|contacts|texts|messages|subscription|program|service|alerts|updates|'
      'campaign|rotation|text messages|group chat|list you have|mailing list|listing|phone list|lista|messaging '
      'list|text message list) (you have|you got|that you have|yall got)?',
      '(take|taking) (me|my number|this number|us) off', 'get me off this (thing|mess)',
      '(i|we)? (no longer|do not|dont) (wish|want|care) to (participate|take part|be) in (your|this|the) (text|'
      'texting)? (service|list|program|group|messages|texts)',
      '(i|we)? (do not|dont|no longer) (want|wish) to be (contacted|texted|messaged|reached) by (text|text message|'
      'sms|phone)',
      'take (me|my number|us) out',
      '(to)? not (get|receive) any more (of)? (these|your|the)? (text|texts|messages|text messages)',
      '(dont|do not|never) hit me up (no more|anymore|again)?', '(dont|do not) send any more (texts|messages) to it',
      'let (me|us) (off|out of) (this|the|your|these) (text|texting)? (chain|list|thread|group|texts|messages)',
      'no need to (keep|continue) (sending|texting|messaging) (me)? (this|these|the|any)? (texts|messages|stuff)?',
      '(do not|dont) send (me)? (any|no|anymore) more (please)?',
      '(wouldnt|would not) (text|contact|message) (me|us|this phone|this number) (any longer|anymore|any more|'
      'again)?',
      '(no|not) mo (texts|messages|texting)', '(dnt|dont|do not) (txt|text) (me)? (nmore|no mo|nomore)',
      'not interested in (getting|receiving) (your|these|any|the) (texts|messages|text messages)',
      '(strike|drop) my name from (the|your) (text|texting|mailing)? list',
      '(lose|forget|trash|burn|delete|erase|dump|throw away) (my|this|the) (number|phone number|digits|contact|'
      'cell number|info)',
      '(i|id|we)? (want|need|wants|get|getting|would like) off (of)? (your|the|this|these|all|ur) (text|texting|'
      'mailing|contact)? (list|lists|texts|messages)',
      '(i|we)? (do not|dont|no longer) (care|want|wish|need|like) to (receive|get|hear from|be sent) (you|these|'
      'this|your|any|anything)? (texts|messages|text messages|by text|calls)? (by text|any longer|anymore|any more|'
      'from you)?',
      '(stop|no) means (stop|no)', '(🛑|🚫|✋|⛔) (texting|messaging|texts|messages|sending) (me|messages|texts)?',
      '(forget|lose) (you|that you) (ever)? (had|have) (this|my) number',
      'put (me|us|this number|my number) on (your|ur|the) (do not text|do not call|do not contact|dnc|no text) list',
      '(kindly)? (desist|refrain) from (texting|contacting|messaging|sending|bothering) (me|us|this number)? '
      '(texts|messages|again)?',
      '(stop|quit) it (already)? with (the|these|all|your|all the|all these) (texts|messages|text messages|texting|'
      'messaging)',
      '(i|we|id)? (do not|dont|no longer|never) (want|wish|need|care) to (receive|get|keep getting|keep receiving) '
      '(these|this|any|them|anything|any of these|any of this|any more|anymore|anything else|anything from you|'
      'more)',
      'discontinue (text|texting|all text|all texting) (service|messages) (to)? (this|my)? (line|number|phone)?',
      '(no) further (texts|messages|text messages|contact|communication|communications|texting)',
      '(ion|i dont|i don|i aint|dnt) (want|wanna|need|like) (these|this|no more|nun|nothing|none of these|no) '
      '(texts|messages|text|mess)? (no more|anymore|from yall)?',
      -- Do not.
      '(do not|dont|never|u cannot|you cannot|you may not|you can not|no need to|not to|do nt|donot|dnt|doont|you '
      'better not|you better never|better not) (you|u|yall)? (ever)? (again)? (text|txt|message|msg|contact|bother|'
      'write|email|reach out to|hit up|hit|communicate with|disturb|solicit|harass|call or text|text or call|call '
      'or message|text message|reach out|send|send anything|text or contact|call text|call or contact|text call or '
      'email|call text or email|text or email|contact or text me|call or email|contact or text|text nor call|call|'
      'text back|text or message) (to|with)? (me|us|this number|dis number|my phone|this phone|my number|my cell|'
      'this number here|to me|anything to me|this cell|me or|my line|this line|here|the number|it|this telephone|'
      'my telephone) (with|by)? (text|phone|text or phone|sms|phone or text)? (with)? (any|anymore|any more|more|'
      'these|this|that|your|the|no more|nothing|no|about)? (else|more|anything|this)? (texts|messages|text '
      'messages|txts|msgs|stuff|crap|shit|spam|updates|alerts|news|text|message|anything|bs|mess)? (to)? (me|us|my '
      'phone|this number|this phone|my number|my cell|me at this number|at this number|on this number|on this '
      'phone|from this number|from you)? (again|ever|ever again|anymore|any more|any longer|no more|never again|at '
      'all|in the future|going forward|or call me|or call|in ur life|in your life|no mo)? (ever|again|in your life|'
      'in ur life)?',
      '(do not|dont|never|donot|dnt|you better not) (you|u|yall)? (ever)? (send|send any|send out|send any more|'
      'send anymore|send no more|send more) (any|anymore|any more|more|these|this|your|the|no more)? (text|spam)? '
      '(texts|messages|text messages|txts|msgs|stuff|crap|shit|spam|updates|alerts|text|message|mess) (to)? (me|us|'
      'my phone|this number|this phone|my number|here)? (again|ever|ever again|anymore|any more|any longer|no more|'
      'at all)?',
      '(do not|dont|never|donot|dnt) (you|u|yall)? (ever)? (text|txt|message|msg|contact|txting|texting|reach out) '
      '(again|anymore|any more|ever again|ever|no more)',
      '(i|we|id)? (do not|dont|no longer|never|didnt|dont even|do nt|aint|do not even) (really|even|ever)? (want|'
      'wanna|wish|need|like|care for|authorize|consent to|agree to|want to|wish to|need to|care to|would like to|'
      'want to be|want to get|want to receive|need to get|need to receive) (to)? (get|receive|have|see|getting|'
      'receiving|keep getting|continue receiving|keep receiving|be getting|be receiving|be sent|keep|getting any '
      'of|receiving any of|accept|read)? (any|any of|any more|anymore|more|these|this|those|your|the|yall|ur|no '
      'more|no|further)? (type of|kind of|kinds of|more|of your|of these|future|further|text|of those)? (texts|'
      'messages|text messages|txts|msgs|updates|alerts|notifications|sms|communication|communications|newsletter|'
      'emails|mailing list|spam|text alerts|txt|text|message|texts or calls|calls or texts) (of any kind|'
      'whatsoever)? (from)? (you|yall|ur|this number|you guys|your organization|your company|anyone|u|outlier|yall '
      'people|you people|your group|ya|this|anybody|this source|this org)? (again|anymore|any more|any longer|no '
      'more|ever|ever again|on this number|on my phone|to my phone|at this number|at all|to this number|sent to me|'
      'going forward|in the future)?',
      '(i|we|id)? (do not|dont|no longer|never|didnt|dont even|do nt|aint|do not even) (really|even|ever)? (want|'
      'wanna|wish|need|like|consent|agree|authorize|want to|wish to|need to|want you|want yall|want u|need you|'
      'care) (to|you to|yall to|u to|for you to)? (be|keep|get|getting|being|be getting)? (contacted|texted|'
      'messaged|bothered|text|contact|message|texting|contacting|messaging|texting me|contacting me|text me|'
      'contact me|message me|send me texts|send me messages|bother me|sending me texts|sending me messages|'
      'bothered with this) (by|from|to|with)? (me|this)? (you|yall|ur|this number|you guys|your organization|your '
      'company|anyone|u|outlier|yall people|you people|your group|ya|this|anybody|this source|this org)? (again|'
      'anymore|any more|any longer|no more|ever|ever again|on this number|on my phone|to my phone|at this number|'
      'at all|to this number|sent to me|going forward|in the future)?',
      '(i|we|id)? (do not|dont|no longer|never|didnt|dont even|do nt|aint|do not even) (really|even|ever)? (want|'
      'wanna|wish|need|care|like|would like) (to)? (be)? (on|part of|included in|in|included on|a part of|signed '
      'up for|subscribed to|enrolled in) (your|this|the|any|ur|yall|a|any of your) (text|texting|mailing|contact|'
      'news|text message|sms|texting|call)? (list|lists|group|group chat|program|chat|thread|service|messages|'
      'texts|system|anymore|any more|thing)? (again|anymore|any more|any longer|no more|ever|ever again|on this '
      'number|on my phone|to my phone|at this number|at all|to this number|sent to me|going forward|in the future)?',
      '(i|we|id)? (do not|dont|no longer|never|didnt|dont even|do nt|aint|do not even) (really|even|ever)? (want|'
      'wanna|wish|need|care|like) (to)? (hear|hear anything|hear anymore|hear nothing|hear anything else|hear any '
      'more|receive anything|get anything) from (you|yall|ya|u|you guys|you people|this number|your organization|'
      'outlier|you all) (again|anymore|any more|any longer|no more|ever|ever again|on this number|on my phone|to '
      'my phone|at this number|at all|to this number|sent to me|going forward|in the future)?',
      '(no|not any) more (texts|text|messages|text messages|msgs|sms|alerts|updates|notifications|news|txts|txt|'
      'contact|communication|communications|spam|texting|messaging|calls or texts|message|emails|of these|of these '
      'texts|of this|of these messages|from you|crap|questions|surveys) (please|for me|to me|to this number|from '
      'you|ever|messages|texts)? (please|ever|again)?',
      -- Consent.
      '(i)? (hereby|am|officially|want to|am hereby|do hereby)? (withdraw|revoke|rescind|retract|terminate|'
      'withdrawing|revoking|cancel|remove|rescinding|withdrew|revoked|take back) (any|all|my|any and all|the)? '
      '(prior|previous|given|of my)? (consent|permission|authorization|approval|agreement|consents) (to|for|i gave|'
      'you have)? (be|being|receive|receiving|get|getting|you|any|all|further|these|your|this)? (texted|contacted|'
      'texts|messages|text messages|texting me|contacting me|communication|communications|messaging|messaged|'
      'texting|contact|contact me|text me|sms)? (by|from|me|to|at|on)? (you|me|sms|text|text message|your '
      'organization|this number|this phone|my phone|my number)?',
      '(i|you|u|yall)? (do not|dont|no longer|did not|didnt|never) (consent|give consent|give permission|give you '
      'permission|give my consent|give my permission|give you consent|have my consent|have my permission|have '
      'permission|have consent|authorize this|give you my consent|had permission|had consent) (to)? (text|contact|'
      'message|be contacted|be texted|texts|receive|these|this|receiving|being texted|being contacted|text '
      'messages|any)? (me|this number|these|these texts|messages|texts|this|of this)? (anymore|any longer|again)?',
      '(this is)? (a)? cease and desist (all|any|from|with|these|this|the|your|letter|notice|order)? (texting|'
      'contacting|contact|communication|communications|messages|texts|text messages|all contact|further)? (with|to|'
      'me|communication|contact)? (me|this number)?',
      '(cease|discontinue|terminate) (all|any|this|these|further|your)? (contact|communication|communications|'
      'communicating|correspondence|messages|messaging|texts) (with|to)? (me|this number)?'
    ])
    union all
    select 'opt_out', 'en', '', unnest(array[
      '(dont|do not|never|no) (text|txt|call|texts|messages|texting|contact|message|bother)',
      '(i|we)? (dont|do not) want (this|these|any|any more|anymore|any of this|any of these|this anymore|these '
      'anymore|this shit|this crap|nothing|nothing from you|no more|no part of this|this mess)',
      '(i)? (do not|dont) consent', 'remove', '(cease|desist|discontinue|halt|terminate|unlist)',
      '(get|pull) (me|us) off', 'get me off',
      '(i|id)? (want|wanna|need|would like|like|wish|asked|am asking) (to)? (out|stop|cancel|quit|be off|leave|get '
      'off|come off|end this|end it|get off this list|get out of this)',
      '(i)? (want|need) (this|these|them) to stop',
      '(i|i am|im|me) (cancel|revoke|quit this|stop|opt out|unsubscribe|decline|opting out|unsubscribing|canceling|'
      'cancelling|doy de baja|salgo|retiro)',
      '(opt|opting) out'
    ])
    union all
    select 'opt_out', 'es', 'explicit', unnest(array[
      '(no|ya no|nunca|jamás|y no|que no|ya nunca|no me) (me|nos|le|les)? (vuelvan|vuelva|vuelvas|sigan|siga|sigas|'
      'anden|estén|estes|esté)? (a)? (me)? (escriban|escriba|escribas|escribás|mandés|tires|tiren|mandara|mandaran|'
      'lleguen|llamen ni me escriban|llamen ni me manden|hablen|comuniquen|escribir|escribirme|escribiendo|'
      'escribiéndome|manden|mande|mandes|mandar|mandarme|mandando|mandándome|envíen|envíe|envíes|enviar|enviarme|'
      'enviando|enviándome|texteen|textee|texteés|textear|textearme|contacten|contacte|contactes|contactar|'
      'contactarme|mensajeen|mandéis|enviéis|escribáis|chinguen|fastidien|jodan|llamen ni escriban|llamen ni '
      'manden) (ya|nada|nunca)? (más|ningún|nada)? (de)? (un|otro|ningún|estos|esos|sus|más|los|tus|estas|este|'
      'tantos|esta)? (mensajes|textos|mensajitos|msjs|msj|sms|mensaje|notificaciones|alertas|noticias|cosas|'
      'mensajes de texto|texto|babosadas|tonterías|encuestas|preguntas|correos)? (más|de texto)? (a|en)? (este|mi|'
      'esta)? (número|celular|teléfono|cel)? (más|ya|nunca más|nunca|nada|jamás)?',
      '(deja|deje|dejen|dejar|paren|pare|para|parale|párenle|párele|cesen|cese|termina|terminen|dejad|déjense|'
      'dejense|basta|ya|stop|dejá|pará) (ya)? de (me|estarme|estar|andar)? (textiar|textiarme|textiando|'
      'textiándome|textiandome|chingando con|chingar con|comunicarse|comunicarse a|mandarme sus|mandarme tantos|'
      'escribir|escribirme|escribirnos|mandar|mandarme|mandarnos|enviar|enviarme|enviarnos|textear|textearme|'
      'molestarme|fastidiarme|contactarme|contactar|llamarme|mensajear|mensajearme|mandando|enviando|escribiendo|'
      'joder|chingar|spamear|acosarme|hostigar|hostigarme|acosar) (ya)? (más)? (los|estos|sus|tantos|más|esos|tus|'
      'estas|tantas)? (mensajes|textos|mensajitos|msjs|msj|sms|notificaciones|alertas|noticias|cosas|mensajes de '
      'texto|spam|tonterías)? (a|con)? (este|mi|sus)? (número|celular|teléfono|cel|textos|mensajes)? (por favor)?',
      '(yo)? (ya)? no (quiero|kiero|deseo|quisiera|necesito|queremos|deseamos|autorizo|acepto|pienso|me interesa) '
      '(seguir|que|estar|volver a|formar|que me sigan|que me anden)? (me|recibiendo|recibir|tener|ver|saber|en|'
      'parte de|sigan|estar recibiendo)? (escriban|manden|envíen|contacten|molesten|texteen|mandando|enviando|'
      'escriba|mande|envíe|enviándome|mandándome|recibiendo)? (ya)? (más|ningún|nada|ninguno)? (de)? (estos|sus|'
      'tus|esos|los|este|esta|la|su|estas|tantos)? (mensajes|textos|msjs|msj|sms|mensajitos|notificaciones|alertas|'
      'mensajes de texto|mensaje|lista|tipo de mensajes|noticias|mensajes suyos|grupo|correos|información por este '
      'medio|información) (más|por este medio|de ustedes|suyos|de ustedes más|de texto|ya|suyo)? (en|a)? (este|'
      'mi)? (número|celular|teléfono)? (por favor)?',
      'ya no me (escribiera|escribieran|mandara|mandaran|enviara|enviaran) (más)? (mensajes|textos|nada)? (a)? '
      '(este|mi)? (teléfono|número|celular)?',
      'no me (envíen|manden) más eso (al|a mi)? (celular|teléfono)?',
      '(ya)? (párenle|párele|parale) (ya)? (a|con) (los|sus|estos|tantos) (mensajes|textos|msjs|mensajitos) (por '
      'favor)?',
      '(solicito|pido|quiero|deseo|quisiera|solicitar) la baja (de|del) (este|mi|el|su|la)? (número|servicio|'
      'teléfono|lista)?',
      '(apaguen|apague|interrumpan|interrumpa|corten|paren ya) (ya)? (estos|los|sus|el|con)? (mensajes|textos|'
      'envío|envíos|msjs) (de)? (mensajes|textos)? (a)? (mi|este)? (celular|número|teléfono)?',
      '(y)? (me|nos|que me|se me) (retire|retiren|saque|saquen|quite|quiten|borre|borren|elimine|eliminen|saca|'
      'sacan|quita|quitan|borra|borran|remueva|remuevan|sacás|sacas|quitas) (ya)? (por favor)? de (la|su|tu|sus|'
      'esta|esa|ese|este|todas sus) (lista|listas|lista de mensajes|lista de contactos|base de datos|sistema|grupo)',
      '(que)? (me|nos) (den|dan|dé|da) de baja (por favor|porfa|ya)? (de)? (la|su)? (lista)?',
      '(salir|salirme|sácame|sacame|sáquenme|take me off|remove me|remove mi número|remove my numero|quiten mi '
      'numero) (de|from|off) (la|esta|su) lista',
      '(quiero|deseo|necesito|cómo puedo)? hacer opt out',
      '(olvídense|olvídese|olvídate|olviden|borren) de (mi|este) número (y)? (no me escriban|no me manden más|'
      'bórrenlo)?',
      'stop (mandandome|mandándome|enviandome|enviándome|mandando|con los|a los|texteando|textiando) (mensajes|'
      'textos)?',
      '(no autorizo|prohíbo) (que)? (me)? (sigan|siga)? (enviando|enviar|manden|mandando|envíen|escriban|contacten|'
      'enviarme|mandarme) (me)? (más)? (mensajes|textos|nada)?',
      '(cancelar|cancel|stop|parar) (los|todos los)? (text messages|texts|messages)',
      '(por favor)? (quitar|quítame|quíteme|quítenme|quiten|quite|quitenme|sácame|sáqueme|sáquenme|saquen|saque|'
      'eliminar|elimíname|elimíneme|elimínenme|eliminen|elimine|bórrame|bórreme|bórrenme|borren|borre|borrar|'
      'remover|remueva|remuevan|remuévanme|remuévame|bájenme|bájeme|retírenme|retíreme|retiren|retire|quita|saca|'
      'borra|elimina) (ya)? (mi|este|a mi|el|mis|todo mi|me)? (número|nombre|teléfono|contacto|número de teléfono|'
      'celular|datos|número de celular|cel|datos personales)? (por favor)? (de|en) (la|su|tu|sus|esta|esa|todas|'
      'todas sus|todos sus|cualquier|estos|los|sus)? (lista|listas|base de datos|sistema|grupo|contactos|lista de '
      'contactos|lista de mensajes|registro|registros|base|mensajes|textos|lista de envíos|directorio|lista de '
      'correo|servicio)',
      '(quiten|quite|eliminen|elimine|borren|borre|eliminar|borrar|quitar|borra|elimina|quita|remuevan|remueva|'
      'retiren) (mi|este) (número|nombre|contacto|teléfono|número de teléfono|celular) (por favor)?',
      '(elimínenme|elimíneme|elimíname|bórrenme|bórreme|bórrame|quítenme|quíteme|sáquenme|sáqueme|sácame|'
      'desuscríbanme|desuscríbame|desuscríbeme|desinscríbanme|desinscríbame|quitenme) (por favor|ya|de aquí|de '
      'esto|de ahí|de eso)?',
      '(quiero|quisiera|deseo|me quiero|solicito|pido|necesito|favor de|me gustaría|me pueden|me puede|pueden|'
      'puede|por favor)? (darme|dar|dame|denme|deme|den|denos|darnos) (me)? de baja (a|de|en|por favor|ya)? (mi|'
      'este|la|los|el|estos|sus|esta|su|del)? (número|lista|mensajes|servicio|teléfono|suscripción|textos|sistema)?',
      '(quiero|quisiera|deseo|solicito|pido|me quiero) (la|mi|una|dar de|de)? baja',
      '(quiero|quisiera|deseo|necesito|me gustaría) (cancelar|anular|parar|detener|desuscribirme|desinscribirme|'
      'dejar de recibir|salirme|salir|salir de|salirme de|cancelar mi) (mi|la|los|sus|estos|esta|el|este|de)? '
      '(suscripción|mensajes|textos|servicio|lista|grupo|msjs|esto)?',
      '(cancelar|cancela|cancele|cancelen|anular|anule|anulen|terminar|terminen|suspender|suspendan|suspenda|'
      'desactivar|desactiven|parar|paren|pare|detener|detengan|detenga|alto|alto a|basta de|fin a|stop|stop a|'
      'parale a|quiten|quitar|detén|ya paren|desactive|suspende) (con|de)? (mi|la|los|estos|sus|todos|todos los|el|'
      'este|esos|esta|tus|tantos|con los|con sus)? (suscripción|servicio|mensajes|textos|mensajitos|msjs|msj|sms|'
      'notificaciones|alertas|envíos|mensajes de texto|envío de mensajes|mensaje) (a|para|en)? (este|mi)? (número|'
      'teléfono|celular)?',
      '(yo)? (revoco|retiro|cancelo|anulo|quito) (mi|el|todo)? (consentimiento|permiso|autorización) (que di)? '
      '(para|de)? (recibir)? (mensajes|textos|mensajes de texto)? (en|a)? (este|mi)? (celular|número|teléfono)?',
      '(yo)? no (doy|tienen|tiene|tienes|les doy|te doy|le doy|di|he dado) (mi|su|el)? (consentimiento|permiso|'
      'autorización) (para|de)? (enviarme|mandarme|escribirme|contactarme|que me escriban|que me manden)? '
      '(mensajes|textos)?',
      '(no|ni|ni un|ni uno|ya no) más (mensajes|textos|mensaje|texto|sms|msjs|msj|notificaciones|alertas|noticias|'
      'mensajitos|spam|de esto|mensajes de texto|mensajes por favor|correos|encuestas|preguntas)',
      '(ni un|ningún) (mensaje|texto) más', '(olviden|olvide|olvida|pierdan|pierda|borren|borra) (mi|este) número',
      '(dejen|deje|deja) de (escribir|mandar|enviar|textear)'
    ])
    union all
    select 'opt_out', 'es', '', unnest(array[
      'ya (basta|paren|pare)', '(detenga|detengan|detente|detenerse|deténganse|deténgase)',
      '(cancela|cancele|cancelen|cancelado|termina|terminen|termine|cancelo|cancélame|cancélenme|canceleme|'
      'cancelenme)',
      '(elimíname|elimíneme|elimínenme|borrar|bórrame|bórreme|bórrenme|quítenme|quítame|quíteme|sáquenme|sáqueme|'
      'remover|fin|cesar|cesen|detén|renuncio|salirme|sálganse)',
      '(basta|eliminar|anular|anula|anule|anulen|revocar|revoco)', '(no|sin) (mensajes|textos|msjs)',
      'no (mandar|enviar|escribir) (más|mensajes|textos|nada)? (mensajes|textos|mensages|mensaje)?',
      'no more (mensajes|textos)', '(cancelar|cancelen|terminar|parar|eliminar) todo',
      '(desuscribir|desuscribirme|desuscribirse|desuscrito|desinscribir|desinscribirme|dessuscribir|desuscripción|'
      'des suscribir)',
      'de baja', 'no más por favor', 'no (manden|mande|mandes|envíen|envíe|escriban|escriba)',
      '(ya)? no (quiero|deseo) (más|recibir|recibir nada|recibir más|saber nada|nada más|esto|estar en esto|'
      'participar|recibir esto|recibir nada más|nada de esto|nada de ustedes|saber de ustedes|saber nada de '
      'ustedes|que me contacten|que me escriban|que me manden nada|que me molesten|que me escriban más)',
      'no me (manden|mande|mandes|escriban|escriba|escribas|envíen|texteen|contacten|contacte|busquen|llamen|'
      'llame) (más|ya|por favor)?',
      'no me (manden|mande|mandes|envíen|envíe) (nada|esto|eso|más nada|nada más)', 'alto ya'
    ])

    -- What people put around it.
    union all
    select 'courtesy', 'en', '', unnest(array[
      '(please|pls|plz|pleas|plea|plez|plese|pleese|kindly|plse|pleeze|peas)',
      '(thanks|thank you|thx|ty|tysm|thank u|thankyou|tks|thnx|thank you so much|thank you very much|thanks so '
      'much|thanks a lot|many thanks|thank you kindly|thanks so very much|thank you in advance|thanks in advance|'
      'appreciate it|i appreciate it|much appreciated|thank you for your time)',
      '(sorry|im sorry|i am sorry|my apologies|apologies|no offense|no hard feelings|with all due respect|'
      'respectfully|excuse me|pardon me|forgive me|no disrespect)',
      '(hi|hello|hey|hiya|yo|heya|howdy|hello there|hi there|hey there|dear sir|dear sir or madam|dear team|'
      'greetings|dear outlier|to whom it may concern|whoever this is|attention)',
      '(ok|okay|yes|k|well|listen|look|um|uh|again|lol|smh|omg|jesus|wtf|oh my god|my god|for real|fr|bruh|bro|'
      'dude|man|girl|folks|friend|friends|buddy|pal|mam|yall|ya|people|guys|boss|hun|honey|sweetie)',
      
      '(no thanks|no thank you|nothanks|no thx|no ty|im good|i am good|im all set|im okay|im fine|all set|not today)',
      '(just|now|right now|immediately|asap|at once|today|already|anymore|any more|forever|right away|effective '
      'immediately|as soon as possible|this instant|this minute|permanently|period|once and for all|for good|for '
      'ever|from now on|in the future|going forward|at this time|at your earliest convenience|promptly|from here '
      'on out)',
      '(can|could|would|will|wont|cant|can not) (you|u|yall|ya|someone|somebody|you guys|you people|you all) '
      '(please|pls|plz|just|all|kindly|possibly)?',
      '(you can|you may|you need to|u need to|yall need to|you must|you should|you guys need to|you people need to|'
      'yall gotta|you gotta|i need you to|i want you to|i need yall to|i want yall to|i would like you to|id like '
      'you to|i am asking you to|im asking you to|i asked you to|i told you to|i ask that you|i request that you|i '
      'am requesting that you|i demand that you|i said|i said to|i say|i would appreciate it if you would|would '
      'you mind|do me a favor and|i would like for you to|id appreciate it if you would|is it possible to|is there '
      'a way to|i would like|id like|i want|i wish|i need|go ahead and|feel free to|be so kind as to|let me be '
      'clear|for the last time|for the second time|for the third time|for the millionth time|for the 100th time|'
      'last time|one last time|this is the last time|final warning|last warning|final notice|this is my final '
      'notice|this is my last warning|this is your last warning|last chance|i repeat|one more time|once again|yet '
      'again|i mean it|im serious|im not kidding|i am serious|do it now|i beg you|im begging you|i am begging you|'
      'for the love of god|for gods sake|for god sake|for christs sake|for crying out loud|good lord)',
      '(good morning|good evening|good afternoon|good day|good night|goodnight|gm|morning)',
      '(sir|maam|madam|miss|sir or madam|sirs)',
      '(bye|goodbye|good bye|bye bye|god bless|god bless you|have a good day|have a nice day|have a great day|have '
      'a blessed day|be blessed|take care|peace|best wishes|all the best|good luck|stay safe|have a good one|later|'
      'have a good night|have a great week|much love|god bless yall|blessings|best|have a good evening|have a nice '
      'evening|farewell|keep up the good work|you do good work|good luck with your work|i wish you well|best of '
      'luck)',
      '(and|but|so|then|or else|u|to|also|because|bc|cuz|as|plus|now and forever|or)',
      '(the word|this is|this is a|consider this|message|request|this is my|formal|official|notice|formal notice|'
      'official notice|formal request|official request|my request|a formal request|a request|notice to|request to)',
      '(sent|written) (from|via|by|using|with) (my|the|an|a)? * (*)? (*)? (*)?', 'get outlook for (ios|android)',
      '(regards|best regards|kind regards|warm regards|sincerely|sincerely yours|yours truly|respectfully yours|'
      'signed|cordially|warmly) (*)? (*)?',
      'thanks *',
      '(please be advised that|be advised that|be advised|i would be much obliged if you would|i would be obliged '
      'if you would|i would be grateful if you would|i am writing to ask that you|i am writing to request that you|'
      'this is to inform you that|i ask you to|under the tcpa|per the tcpa|pursuant to the tcpa|pursuant to the '
      'tcpa and fcc rules|this is my written notice|this is my written request)',
      '(this is|its|my name is|from|signed) (deacon|mr|mrs|ms|miss|dr|rev|reverend|pastor|sister|brother|elder|'
      'minister) (*)? (*)?',
      '(mrs|mr|ms|miss|deacon|pastor) * (*)?',
      '(thank you|thanks|thx|i thank you) for (everything|all|your help|your time|the info|the information|what '
      'you do|all you do|all that you do|your service|your work|your efforts|understanding|your cooperation|your '
      'prompt attention) (you|youve|yall|you all|that|that you)? (do|done|have done|did)? (for|to)? (the|our|my|'
      'us)? (city|community|neighborhood|people|detroit)?',
      '(period|comma|exclamation|exclamation point|exclamation mark|question mark|full stop|dot|all caps|in caps)',
      '(baby|honey|sugar|dear|chile|fam|cuz|brotha|sis|aye|ayo|fr|fr fr|frfr|on god|deadass|no cap|ong|lord|lawd|'
      'jesus|sweetheart|darling|boy|whoever)',
      '(effective|starting|as of) (today|now|immediately|right now|this date)',
      '(ever|never again|again and again|not now not ever|right this second|this second|dammit)',
      '(id|i would) (really|greatly)? appreciate it if you', '(please)? be advised (that)?',
      '(who ever|whoever) this is', 'please be good enough to', 'yours *',
      '(bot|bots|robot|robots|fake news|u bots|clowns|jackass|jackasses|dummies|dummy)', '(1|11)',
      '(alright|all right|yeah|yep|yup|hmm|hm|oh|ah|er|like|mkay)', 'age 8*',
      '(whatever|whatever the magic word is|and all that|etc|you get the point|get it|got it|understand|understood|'
      'comprende|capiche|you hear me|do you understand|do you hear me)',
      '(it)? spells stop', 'no means no', '(no|nah) (stop|unsubscribe|cancel|end|quit)',
      '(damn|dammit|goddamn|idiot|idiots|moron|morons|asshole|assholes|bitch|bitches|jerk|jerks|motherfucker|'
      'motherfuckers|fucker|fuckers|stupid|dumbass|losers|loser|creep|creeps|weirdo|weirdos|scammer|scammers|'
      'spammer|spammers|you idiots|you morons|you assholes|you people|fools|clowns|mf|mfs|mfers|stfu|fuck you|fuck '
      'yall|fuck off|f off|screw you|piss off|get lost|get a life|you suck|yall suck|wth|shut up|shut the fuck up|'
      'ugh|gosh|geez|jeez|sheesh|hell|hell no|heck)',
      '(everyone|everybody|all|all of you|every one of you|whoever you are|whoever is doing this|outlier|outlier '
      'media)',
      '(this|these texts|these messages|the texts|the messages|the text|text messages|texts|messages|me|my number|'
      'this number|my phone|this phone)'
    ])
    union all
    select 'courtesy', 'es', '', unnest(array[
      '(por favor|porfavor|porfa|porfis|x favor|xfavor|xfa|plis|favor|favor de|le pido por favor|se lo pido por '
      'favor|les pido por favor|le ruego|les ruego|le pido que|les pido que|te pido que|les suplico|se los pido|le '
      'suplico|hagan el favor de|haga el favor de|hágame el favor de|háganme el favor de|háganme el favor|si es '
      'tan amable|si son tan amables|sean tan amables de|sea tan amable de)',
      '(gracias|muchas gracias|mil gracias|grasias|se lo agradezco|se los agradezco|de antemano gracias|gracias de '
      'antemano|se agradece|le agradezco|les agradezco|agradecido|agradecida)',
      '(hola|ola|buenas|oiga|oigan|oye|mire|miren|mira|estimados|estimado|estimada|señores|disculpe|disculpen|'
      'disculpa|perdón|perdone|perdonen|con permiso|con todo respeto|lo siento|qué pena|a quien corresponda)',
      '(ya|ahora|ahora mismo|inmediatamente|ahorita|de una vez|de una vez por todas|ya mismo|hoy|desde ahora|desde '
      'hoy|a partir de hoy|para siempre|cuanto antes|lo antes posible|nunca más|jamás|de inmediato|urgente|en este '
      'momento|definitivamente|de aquí en adelante|de ahora en adelante|otra vez|de nuevo|más)',
      '(señor|señora|señorita|amigo|amiga|amigos|joven|don|doña|compa|wey|güey|mano|manito|pana|parce|hombre|mijo|'
      'mija|gente|todos|muchachos|jefe|licenciado)',
      '(le|les) agradecería (mucho)? que', '(epa|chico|chica)',
      '(loco|loca|asere|chamo|chama|che|vos|nene|nena|mami|papi|mi amor|corazón|hermano|hermana|hermanos|primo|'
      'compadre|comadre|chavo|carnal|viejo|vieja|ustedes|sinvergüenzas|sinvergüenza|descarados|babosos|mensos|'
      'tarados)',
      '(punto|coma|signo de exclamación|okey|oki|okay gracias bye)', '(qué pena|que pena) (con)? (ustedes|usted)?',
      '(de una buena vez|por última vez|les ruego|de la manera más atenta|le pido de la manera más atenta que|muy '
      'atentamente|de favor|plis|por fis|x fa|xfa|porfabor|por fabor)',
      '(que dios lo bendiga|que dios los bendiga|que tenga bonito día|bonito día|lindo día|que tengan bonito día)',
      '(todo|todos|toda|nada|ninguno)', '(sra|sr|srta|don|doña) * (*)?',
      '(adiós|chao|chau|bye|hasta luego|bendiciones|dios los bendiga|dios le bendiga|dios te bendiga|dios lo '
      'bendiga|que tenga buen día|que tengan buen día|buen día|buenos días|buenas tardes|buenas noches|saludos|'
      'saludos cordiales|que estén bien|cuídense|feliz día|que le vaya bien|que les vaya bien|suerte|éxito|feliz '
      'noche|feliz tarde|que pase buen día)',
      '(sí|ok|okay|pues|bueno|bien|este|ay|ándale|órale|caramba|dios mío|por dios|por el amor de dios|ay dios|en '
      'serio|de verdad|carajo|chingado|chinga|mierda|joder|coño|pinche|pinches|pendejos|idiotas|maldita sea|'
      'malditos|cabrones|qué molestos|qué fastidio|qué lata|qué molestia|son molestos|no gracias)',
      '(puede|pueden|podría|podrían|me puede|me pueden|puedes|podrías|quiero que|necesito que|les pido|le pido|'
      'pido que|exijo que|exijo|solicito que|solicito|deseo que|deseo|quiero|quisiera|quisiera que|me gustaría|me '
      'gustaría que|dije|ya dije|he dicho|dije que|ya les dije|ya le dije|ya dije que|ya les dije que|ya le dije '
      'que|les dije que|es la última vez que les digo|última vez|por última vez|por segunda vez|por tercera vez|'
      'repito|les repito|es mi última advertencia)',
      '(y|e|o|q|pero|a|que|porque|pa|también|entonces|así que|con|con esto|esto|eso|de|los mensajes|mensajes|sus '
      'mensajes|estos mensajes|textos|a mi número|a este número|a mi celular|a mi teléfono|en este número|de '
      'ustedes)',
      '(atentamente|atte|firma|cordialmente|respetuosamente) (*)? (*)?',
      '(enviado|mandado) (desde|de|por|con) (mi|el)? * (*)? (*)? (*)?', 'gracias *', 'thank you'
    ])
    union all
    select 'reason', 'en', '', unnest(array[
      '(i|we|ive|weve|i have|we have|i just|i already|they|he|she)? (moved|relocated) (away|out|out of state|out '
      'of town|out of the city|out of detroit|out of michigan|to *|to another state|to a different state|back to *|'
      'far away|last year|years ago|a long time ago|already|from detroit|from michigan|from there)? (*)? (last '
      'year|years ago|a while ago|this year|last month|in 20*|now|recently|already|a long time ago|last summer)?',
      '(i|we|ive|they|he|she)? (dont|do not|no longer|havent|have not|doesnt|havnt|never|aint|am not|im not) '
      '(even)? (live|lived|living|reside|from|stay|stayed|in) (there|here|in|around|near)? (*)? (*)? (anymore|any '
      'more|any longer|for years|in years|since 20*|for a long time|no more)?',
      '(im|i am|we are|were|im currently|am) (busy|at work|working|in a meeting|driving|sleeping|not interested|'
      'not a resident|too old|in school|at school|retired|sick|in the hospital|tired|out of state|in class|not in '
      'detroit|not from there|not from detroit|not in michigan|only 1*|a minor|in another state|on do not call|not '
      'that person|not him|not her|tired of this|tired of these|tired of these texts|tired of it|sick of this|sick '
      'of it|sick of these|over it|annoyed|getting annoyed|not the person)',
      '(this is|its|thats) (a|my|not|not my|the)? (work|business|kids|childs|sons|daughters|company|personal|'
      'private|new|wrong|emergency|job|moms|mothers|cell|landline|land line|old|elderly|different) (phone|number|'
      'cell|line|person|cell phone|persons phone|house)? (now)?',
      '(i|im|we)? (already)? (voted|registered|answered|got it|have enough|have too many|get too many|getting too '
      'many|have a job|have one|know)',
      '(im|i am|were) on (a)? (limited|prepaid|fixed|tight) (plan|data|data plan|budget|income)',
      '(i|ive)? (have|got|get|pay|dont have|have no|have limited|getting|pay per|pay for) (no|limited|too many|'
      'enough|charged|each|every|for|so many)? (data|minutes|text plan|texting plan|plan|texts|texting|messages|'
      'each text|every text|per text|unlimited|interest|time|need|use) (for)? (this|these|that|them|it)?',
      '(you|yall|ur|u|they|these|it) (are|r|is|keep|got|waking|woke|bother|bothering|annoy|annoying|costing|cost) '
      '(too|so|very|annoying|waking|texting|bothering|blowing|running|driving|costing|me)? (me|up|much|many|'
      'annoying|up my phone|my phone|money|crazy|my baby|at night|too early|nuts|the baby)? (up|now|money|please)?',
      '(it|this|that)? (costs|cost|wakes|bothers|annoys) (me|us) (money|up|at night|too much)?',
      '(you|yall)? (are)? (texting|texted|contacting|messaging) (me|us)? (too much|too often|too early|too late|'
      'all the time|every day|everyday|at work|all day|nonstop|at night)',
      '(too many|way too many|so many) (texts|messages|text messages|alerts)', 'its too (much|many|late|early)',
      '(i)? (never|did not|didnt) (sign|signed|ask|asked|subscribe|subscribed|opt|opted|request|requested|agree|'
      'agreed|gave|give|authorize|authorized|consent|consented) (up|for|to|in|you|anyone)? (for|to|you|my|'
      'permission|in)? (this|these|it|that|texts|any of this|them|number|these texts|your texts|the texts|'
      'permission|my number|anything)?',
      '(i)? (got|have|changed|gotten) (a)? (new|different|my) (number|phone)',
      '(i)? (dont|do not|did not) (know|recognize) (you|who you are|who this is|this number|you people|who u are|'
      'yall|what this is|what this is about|who this is from|how you got my number|how you got this number)',
      '(not|no) (interested|thank you|my thing|for me|needed|necessary|relevant|useful|helpful|longer needed|'
      'longer interested|longer relevant)',
      '(they|these|it|this|texts|the texts) (is|are|r) (not|useless|annoying|too many|spam|not helpful|not useful|'
      'harassment|ridiculous|too much|getting old|not for me|unwanted|of no use to me|a bother|a waste of time|'
      'junk|unsolicited|boring)'
    ])
    union all
    select 'reason', 'es', '', unnest(array[
      '(trabajo|duermo) (de noche|en la noche|todo el día)',
      '(me)? (despiertan|despierta|gastan|gasto) (mis|en la noche|los|mi)? (datos|saldo|megas)?',
      '(ya)? (me mudé|nos mudamos|me mude|me cambié|me fui) (de|a|para|lejos|del)? (*)? (*)?',
      '(ya)? no (vivo|vivimos|estoy|vive|resido) (ahí|aquí|allá|en|allí|por)? (*)? (*)?',
      '(estoy|ando) (ocupado|ocupada|trabajando|en el trabajo|manejando|enfermo|enferma|cansado|cansada|en clase|'
      'harto|harta) (de esto|de sus mensajes|de estos mensajes|de los mensajes|de ustedes|de recibir mensajes)?',
      '(es|este es) (un|mi|el)? (número|teléfono) (de|equivocado|privado|personal) (trabajo|mi trabajo|mi hija|mi '
      'hijo|la oficina|negocio)?',
      '(son|mandan|envían|es|me llegan|recibo|ya son) (muchos|demasiados|demasiado|tantos|molestos|mucho) '
      '(mensajes|textos)?',
      'no (los|lo|las|las|te|le|les)? (conozco|pedí|solicité|solicite|necesito|uso|leo|entiendo|sé quiénes son|sé '
      'quién es|pedi|autoricé|autorice) (esto|eso|nada|inglés|ingles)?',
      '(me)? (cuestan|cuesta|cobran|gasta|gastan|molestan|molesta|despiertan|llegan) (dinero|mucho|demasiados|en '
      'la noche|muy temprano|a todas horas|muchos)?',
      'no (hablo|entiendo|leo) (inglés|español)',
      'nunca (me)? (suscribí|inscribí|pedí|autoricé|di) (a|esto|mi|permiso|estos mensajes|mi número)?',
      'no me (sirven|sirve|interesan|interesa) (estos mensajes|esto|sus mensajes|nada|sus noticias)?'
    ])
    -- A person decides.
    union all
    select 'doubt', 'en', '', unnest(array[
      '(wrong|incorrect) (number|person|phone|guy|lady|one|contact|num|nbr|mumber|party)',
      '(you|u) (got|have|texted|reached|hit|called) (the)? (wrong)',
      '(not|isnt|aint|no longer) (the)? (right|correct) (number|person)',
      '(this|it) (isnt|is not|aint|not) * (phone|number|cell)',
      '(this|it) (isnt|is not|aint|not|is no longer) (her|his|my|their|me|him|hers) (number|phone|cell)? (anymore)?',
      'theres no * (here|at this number)',
      '(no one|nobody) (here|by|named|with) (by|named|that|that name|called)? (that|this)? (name)?',
      'no * (here|at this number|by that name|lives here)', 'not interested', 'no interest',
      '(no|not) longer interested', 'uninterested',
      '(no thanks|no thank you|no thx|nothanks|no ty|nah im good|im good thanks|im good|i am good|pass|hard pass|'
      'ill pass|not for me|count me out|im out|im all set)',
      '(he|she|hes|shes|is|was|has|father|mother|mom|dad|husband|wife|person|owner|they|son|brother|sister|just|'
      'grandmother|grandma|grandpa) (is|has|was|are|have|just)? (deceased|dead|died|passed|passed away|passed on|'
      'no longer with us|no longer alive)',
      '(deceased|passed away|rest in peace)',
      '(no longer|doesnt|does not|not) (at|use|uses|using|with|belongs|belong|have|has|own|owns|live|lives|living|'
      'work|works|work for|associated with|employed) (this|here|there|the|to|at|in|that)? (number|phone|here|them|'
      'him|her|address|detroit|michigan|there|state|city|line|*)',
      '(moved|relocated) (away|out of state|out of detroit|out of michigan|out of the state|out of town|out of the '
      'area|out of the city|out the state)',
      '(not|dont|do not|no longer) (live|living|reside|stay|staying) (in|there|around)? (detroit|michigan|there|mi|'
      'the city|that area|the area|the d) (anymore|any more|any longer|now|no more)',
      '(i)? (changed|change) (my)? number',
      '(this is|its|you have|i have|i got|he has|she has|this) (a|an|his|her|their|my|got)? (old|new|former|'
      'previous|new owner of this|different) (number|phone|owner)',
      '(new|different) (owner|person) (of|with|has|on)? (this)? (number|phone)?',
      '(leave|let) (me|us) (alone|be|tf alone|the hell alone|the fuck alone)', '(go|goes) away',
      '(stopp|stoped|stpo|sotp|stoo|stip|st0p|ztop|stup|sto)',
      '(unsubcribe|unsuscribe|unsubscibe|unsubsribe|unsubscrib|unsuscribed|unsubsrcibe|unsubscirbe|unsubscride|'
      'unscribe|unsuscribir|desubscribir|desuscribirme)',
      '(fuck|screw|f|eff|piss|bug|buzz|kick) (off|you|u|yall|rocks)', '(kiss|eat) (my|it) (ass|shit)?',
      'get (lost|a life)', 'shut up', 'stfu', '(get|go) (the hell|the fuck|tf) (off|out|away)',
      '(my|a|our|get|got|calling) (lawyer|attorney) (will|is|on)?', '(sue|suing) (you|yall|u|your|for)',
      '(legal|court) action', '(small claims|lawsuit|class action|litigation|cease and|in court|seek damages)',
      '(fcc|tcpa|ftc|donotcall|robokiller|robocall|robotext|robotexts|attorney general)',
      '(do not call|donotcall|do not contact|no call|do not text|dnc) (list|registry|register)',
      '(report|reporting|reported|reporing) (you|u|yall|this as|it as|as spam|as junk|your number|this number|this '
      'spam|yall ass)',
      '(block|blocking|blocked|blockin) (you|u|this|yall|your|ur|it|the)? (number|spam)?',
      '(harassment|harassing me|stalking me|stop harassing|harass me)',
      '(this is|is this|its|more|just|like|as|looks like|sounds like|another|yall|nothing but) (a)? (spam|scam|'
      'junk|phishing|bot|spamming|scamming|fraud)',
      '(spam|scam|spammer|spammers|scammers|unsolicited|unwanted)', '(no|anti) spam',
      '(too many|so many|enough|all these|all of these|tired of|sick of|sick and tired of|tired of getting|hate|'
      'annoyed by|over) (these|your|getting|receiving|the|of these|with|ya|all the|all these|them|yall)? (damn|'
      'stupid|of)? (texts|messages|text messages|alerts|txts|texting|you|notifications)',
      '(texts|messages) (too much|too often|are annoying|are too much|every day|wake me)',
      '(stop|quit) (wasting|asking me|bugging|calling me|harassing|selling|it with|with)',
      '(never|didnt|did not|dont remember|dont recall) (sign|signed|ask|asked|subscribe|subscribed|opt|opted|'
      'request|requested|agree|agreed|consent|consented|signing|asking|subscribing|giving|gave|give|authorize|'
      'authorized|remember) (up|for|to|in|you|anyone|anything)?',
      '(do not|dont|didnt|never) (know|want|need|like|care for|care about) (you|these|your|yall|who this|who you|'
      'who is this|none of this|this number|these texts|your texts|how you got|texts|messages|any texts|any '
      'messages|this text|nothing from|u people)',
      'not me',
      '(no) longer (interested|want|wish|need|live|lives|here|at|with|use|uses|my|his|her|the|a|works|belongs)',
      '(bother|bothering|bothered|annoying|disturbing) (me|us)?',
      '(please|pls|plz) (remove|delete|take|leave|stop|end|quit|cancel|unsubscribe|no more)',
      '(no|without|not|revoke|withdraw|withdrew|revoked) (my)? consent',
      'consent (to text|to contact|revoked|withdrawn|denied)',
      '(unsubscribe|unsubscribing|unsubscribed|opting out|opt out|optout|opted out)',
      '(want|wants|like|going|trying) to stop',
      '(stoop|shop|step|top|atop|spot|sop|stob|stomp) (texting|text|texts|messages|messaging|sending|calling)',
      '(stahp|optt|optt oit|opt oit|opt ot|on subscribe|unscribe me|un subscribed|cansela|canselar|kancel|kuit|'
      'qiut|parrar)',
      '(this|that|it) (was|is|used to be) (his|her|my moms|my mothers|my husbands|my wifes|my dads|my sons|their|'
      'my late husbands) (old)? (phone|number|cell|line)',
      '(got|has|have|uses|using|inherited) this (phone|number) (now)?',
      '(text|texting|texts|message|messages|messaging) (way|me|us|me way)? (too|so) (much|often|many)',
      '(way)? too much (texting|texts|messages)', '(fewer|less) (of)? (these|texts|messages|often|text)',
      '(texts|messages) (in a|in one|in the same|a|per|every) day', '(my|a|got a|new) new (number|phone)',
      'instead of this (one|number|phone)',
      '(cancelled|canceled|unsubscribed|opted out|quit) (this|these|already|of this|of these|twice|last *|before|'
      'months ago|weeks ago)',
      '(take|remove|get|took) (my *|her|him|them) (off|out) (this|of this|the list|your)',
      '(texting|messaging|contacting) (is over|minors|a minor|a child|my kid|my child|my son|my daughter|my '
      'husband|my wife|my mom|my mother)',
      '(removed|taken off|deleted) (from|off)? (of)? (your|this|this list|the list|the text|all lists)',
      '(loose|lose) my number'
    ])
    union all
    select 'doubt', 'es', '', unnest(array[
      '(número|numero|persona|teléfono) (equivocado|equivocada|incorrecto|incorrecta|erróneo|erroneo|equibocado)',
      '(se)? (equivocó|equivocaron|equivoco|equivocados|equivocado|equivocada|equivocaste) (de)? (número|persona)?',
      '(este|ese|esta) (no es|ya no es|no es el|ya no es el) (su|mi|el|la|número|de|numero)', 'no soy (*) (*)?',
      'aquí no (vive|es|hay|está)',
      '(no conozco a|no hay ningún|no hay ninguna|no es el número de|ya no es el número de|ya no tiene este|ya no '
      'usa este|ya no vive) (*)?',
      'no (me|nos|le|estoy|estamos) (interesa|interesan|interesado|interesada|interesados)', '(sin)? interés',
      '(no gracias|no muchas gracias|paso|así estoy bien|estoy bien así)',
      '(él|ella|mi *|el señor|la señora|ya|se|ha)? (falleció|murió|fallecio|murio|fallecido|fallecida|difunto|'
      'difunta|muerto|muerta|finado|finada|descansa en paz|está muerto|está muerta)',
      '(me mudé|nos mudamos|ya no vivo|ya no vivimos|ya no estoy) (de|en|ahí|allá|aquí|a)',
      '(cambié|cambie|cambió|cambio) (de|mi) (número|teléfono)',
      '(déjenme|déjeme|déjame|dejen|deja|deje|dejar|dejenos) (en paz|tranquilo|tranquila|de)',
      '(váyanse|vete|lárguense|vayan|váyase) (a|al|lejos|ya)?',
      '(chinga|chinguen|vete|váyanse|pudranse|jódanse|jodete) (tu|su|a|a la)? (madre|mierda|carajo|chingada)?',
      '(mi|un|con mi|a mi) (abogado|abogada|licenciado)',
      '(demandar|demandaré|demanda|demandarlos|los demando|voy a demandar|reportar|reportarlos|reporte|reportando|'
      'denunciar|denunciarlos|denuncia|denunciaré|los reporto|los denuncio|los voy a reportar|voy a reportarlos|'
      'los bloqueo)',
      '(bloquear|bloquearlos|bloqueo|bloqueado|bloquearé|los voy a bloquear|bloqueando|bloquear este|bloqueados)',
      '(acoso|acosando|hostigando|hostigamiento|spam|estafa|fraude|estafadores|molestia|molestando|molestan|'
      'molesta|fastidiando)',
      '(demasiados|muchos|tantos|cansado de|cansada de|harto de|harta de|hartos de|harta|harto) (mensajes|textos|'
      'tantos|recibir|sus|estos|msjs|los)?',
      '(nunca|no|jamás) (me|les|he|lo|los|di|pedí|autoricé|solicité|pedi|autorice|solicite)? (suscribí|inscribí|'
      'registré|apunté|suscrito|autorizado|pedido|dado|solicitado|di mi|suscribi|registre|apunte|pedí|autoricé|'
      'solicité|pedi|autorice|di)',
      '(ya)? no (quiero|quisiera|deseo|necesito) (nada|más|recibir|estos|sus|que|mensajes|esto|seguir|hablar|'
      'textos|participar|saber|estar)',
      '(ya|les|le|te) (dije|dijimos|he dicho|pedí|digo|pido|pedi|dije que) (que)? (no|pararan|paren|dejen|alto|'
      'basta|ya|pare|dejaran|stop)',
      'no (molesten|moleste|molestes|escriban|manden|me escriban|me manden|me molesten|me llamen|me texteen|me '
      'mande|me escriba|me envíen|me contacten|más mensajes|más textos)',
      '(quítenme|quiten|sáquenme|bórrenme|borren|elimínenme|eliminen|quíteme|sáqueme|elimine|quiteme|saquenme|'
      'quitenme|borrenme|eliminenme|sacame|quitame|borrame) (de|mi|por|ya|este|el|a)?',
      '(darme|dame|denme|doy|darse|dan) (de)? baja',
      '(cancelar|cancelen|cancele|anular|parar|detener|desuscribir|desuscribirme|terminar) (mi|la|los|estos|sus|'
      'esto|este)? (suscripción|mensajes|textos|suscripcion)',
      '(stop|unsubscribe) (mensajes|por favor|textos|ya|please|porfavor|porfa)?',
      '(este|ese|esto) (era|es) (su|de mi|de mi difunto|de mi difunta|de ella|de él) (*)? (celular|teléfono|número|'
      'cel)?',
      '(me regresé|me regrese|me devolví) (pa|para|a)', '(teléfono|número|celular) (es|era) de (mi|un|una|otra|mis)',
      'no compro', 'en paz descanse', 'ya no (lo|la|me|los) (busquen|busque|busques)', 'bsta',
      '(esto|eso|esta) es (una)? (estafa|fraude)', '(mándenme|manden|mándame|envíen|envíenme) menos',
      '(mucho|demasiado) texto', 'otra persona',
      '(este|esto) (ya no|no) (es|me) (mi|de|el|sirve|interesa) (número|teléfono|ella|él|interés)?',
      '(no es|ya no es) (mi|su|este|el) (número|teléfono|celular)'
    ])
    union all
    select 'question', 'en', '', unnest(array[
      '(why|y) (do|are|r|did|does|is|am|tf|the hell|would|yall|u|you|the fuck) (i|you|u|yall|this|you guys|you '
      'people|they|i keep|we|are|r|do)? (still|keep|even|always)? (keep)? (texting|text|messaging|message|'
      'contacting|contact|sending|send|getting|get|still|bothering|bother|have my|got my|receiving|spamming|'
      'hitting|all)',
      '(how|where|what) (do|can|to|would|should|come|dod|did) (i|you|we|u|yall|they)? (do to|have to do to|need to '
      'do to)? (unsubscribe|stop these|stop this|stop getting|stop the texts|stop texts|stop receiving|stop it|'
      'stop you|stop them|stop all|opt out|cancel this|cancel these|get off this|get off the|get off your|turn '
      'this off|turn these off|turn off|get out of this|be removed|remove my number|remove me|make it stop|make '
      'this stop|make these stop|quit this|quit these|end this|end these|delete my|take my|get rid of these|get '
      'rid of you|got my|still get|have my number|get removed|unsub|get taken|disable|block you|block this)',
      '(who|where|how) (gave|did|do|got|told|sold|on earth|tf) (you|u|yall|he|she|they|this)? (get|find|have|'
      'obtain|got)? (you)? (my|this) (number|phone|info|contact|cell|information)',
      '(already|told|asked|said|begged|texted|telling|replied|tell|say|ask|saying|type|typed|send|sent) (you|u|'
      'yall|this|them|to you|i|multiple times|several times|many times|twice|three times)? (to|people|guys|before|'
      'already|times|not to)? (stop|not to text|unsubscribe|quit|end|cancel|leave me)',
      '(hit|pressed|typed|put|accidentally|said|entered) (stop|stop by accident)',
      '(do|did) (i|we) (even)? know (you|u|yall|this person)',
      'who (are|is) (you|u|yall|this) (people)? (and)? (stop|how|why)',
      '(what|which|where) (do|should|can) (i|we) (text|send|reply|say|type|press|put) to (get|stop|end|be|make|'
      'quit|cancel|unsubscribe)',
      '(how|where) (u|you|yall) (got|get|have|found) (my|this)',
      '(these|those|yall) (texts|messages|text messages|txts|msgs)',
      '(stop|stops|pause|less|fewer|without|too|sick|tired|annoying|hate|confuse|confuses|dont|why|mad|angry|'
      'bother|bothers) (me|my|your|the|with|of|about|need|want|like|keep|so|getting|receiving)? (me)? (texts|'
      'messages|texting|messaging|texting me)',
      '(pause|suspend|hold|snooze|mute) (my|the|these|your|these)? (texts|messages|text|updates|alerts|it|me|them|'
      'this)',
      '(signed|sign) up for (this|these|the texts|your)', '(dont|doesnt|does not|no longer) (really)? apply',
      '(memory care|nursing home|hospice)',
      '(messages|texts) (confuse|confuses|upset|upsets|scare|scares|wake|wakes|bother|bothers)',
      '(how|where) (i|we) (get off|unsubscribe|stop these|stop this|cancel this|opt out)', 'bow out',
      'my subscription', '(sending|texting) me (texts|messages|text)',
      'tell (them|yall|your people|whoever) to stop (sending|texting|messaging) (me)?',
      '(keep|keeps) (sending|texting) me',
      '(thought|swear|sure|believe) (i|that i) (cancelled|canceled|unsubscribed|opted|stopped|quit|ended|blocked)',
      '(told|tell|telling|asked) (you|u|yall|you all) (people|guys|all|nicely)? to (stop|quit|leave|end|not)',
      '(reply|text|txt|send|say|type|replied|texted|word) (the word)? stop'
    ])
    union all
    select 'question', 'es', '', unnest(array[
      '(para|cómo) (cancelar|salir de|parar|dejar) (esto|esta lista|los mensajes|sus mensajes|de recibir)',
      'ya basta (con|de)', '(le hago|hago) (para|pa) (cancelar|salir|quitar|parar)',
      '(pueden|puede|podrían|puedes|podría|pueden por favor) (parar|dejar de|cancelar|pausar|quitarme|borrarme|'
      'sacarme)',
      '(por qué|porque|porqué|xq|pq) (me|siguen|sigue|sigo|tanto|tantos|me siguen) (escriben|mandan|envían|siguen|'
      'llegan|mandando|enviando|escribiendo|recibiendo|mensajes|textean|contactan|escribe|manda|molestan|siguen '
      'mandando|siguen llegando)',
      '(por qué|porque|porqué|xq|pq) (recibo|mandan) (tantos|estos|sus|tanto)',
      '(cómo|como|dónde|donde|qué hago para|que hago para|qué tengo que hacer para) (me|puedo|hago|le hago|se|los|'
      'hago para|le hago para|cancelo|paro)? (para)? (cancelar esto|cancelo esto|salgo de esto|doy de baja|'
      'desuscribo|desuscribirme|dejar de recibir|quito mi número|paro esto|paro los|parar los|parar estos|detengo|'
      'darme de baja|que no me|dejo de recibir|no recibir|consiguieron|consiguió|obtuvieron|obtuvo|tienen|sacaron|'
      'tiene mi|quitarme|me salgo)',
      '(quién|quien) (les|le|te) (dio|dió) mi (número|teléfono|numero)',
      '(de)? (dónde|donde) (sacaron|sacó|sacaste|obtuvieron|consiguieron|tienen|sacaste|agarraron) mi (número|'
      'numero|teléfono|contacto)',
      '(responda|responde|conteste|envíe|mande|texto|texte|escriba|envia|envie|manda|puse|mandé|mande|escribí|'
      'dije) (la palabra)? (stop|alto|parar|baja|cancelar|salir|basta)',
      '(cómo|como|dónde|donde) (me|le hago para|hago para|puedo)? (doy|dar|darme|damos|salgo|salir|salirme) de '
      '(baja|esta lista|la lista|su lista|esto|este grupo)'
    ])
    union all
    select 'lone_doubt', 'en', '', unnest(array[
      'stopped', '(stop|quit) (it|that) (lol|lmao|haha)?', '(make|making) (it|this|them|these) stop',
      'no more (please)?', '(never|not) (again|anymore|any more)',
      '(im|i am) (done|out|straight|cool on that|over it)', '(enough|enough is enough)',
      '(i quit|please dont|dont|knock it off|cut it out|end it|i stop|i end|atop|nah im straight|nah im cool|stop '
      'what|why)',
      '🖕', '👎', '📵', '🤬', '🙅', '(thats|that is) enough',
      '(i)? (dont|do not) (need|want|like|care for) (this|these|it|them|that|nothing)'
    ])
    union all
    select 'lone_doubt', 'es', '', unnest(array[
      'para', '(no|nunca|ya no) más (por favor)?', 'ya (no|estuvo|estuvo bueno)',
      '(ya estuvo bueno no|hasta aquí|alto ahí|ya párenle|ya párele|mucho texto|ya déjenme|ya dejen)',
      '(cancelado|terminado|cancelo|fin|ni madres)'
    ])
    union all
    select 'negation', 'en', '', unnest(array[
      '(dont|do not|did you|didnt|why did you|have you|never|wont|not)', '(dont|do not|please dont) (ever|you)'
    ])
    union all
    select 'negation', 'es', '', unnest(array[
      '(no|nunca|jamás)', 'no (me|nos|se|lo)'
    ])
    union all
    select 'doubt', 'ar', '', unnest(array[
      '(وقف|توقف|ايقاف|اوقف|الغاء)'
    ])
    union all
    select 'filler', 'en', '', unnest(array[
      'f ing', 'fing', 'effin', 'f', 'mf', 'rn', 'dang', 'fucking', 'fuckin', 'fkn', 'fking', 'effing', 'friggin',
      'frickin', 'freaking', 'freakin', 'damn', 'goddamn', 'goddam', 'dam', 'bloody', 'actually', 'really',
      'literally', 'seriously', 'simply', 'basically', 'totally', 'completely', 'entirely', 'absolutely',
      'immediately', 'asap', 'please', 'pls', 'plz', 'stupid', 'dumb', 'ass', 'annoying', 'unwanted', 'unsolicited',
      'tf', 'fuck', 'shitty', 'ridiculous', 'formally', 'officially', 'respectfully', 'politely', 'kindly', 'just',
      'silly', 'random', 'useless'
    ])
    union all
    select 'filler', 'es', '', unnest(array[
      'pinches', 'pinche', 'malditos', 'maldito', 'porfavor', 'porfa', 'ya', 'molestos', 'estúpidos', 'favor',
      'inmediatamente'
    ])
    union all
    select 'clause_start', 'en', '', unnest(array[
      '(i|im|ive|id|ill|we|were|weve|you|your|u|ur|yall|youre|this|its|thats|or|because|cuz|cause|bc|wrong|thank|'
      'he|she|hes|shes|they|theyre|already|never|nobody)',
      'my (minutes|data|plan|battery|boss|job|inbox|storage|bill|baby|phone)'
    ])
    union all
    select 'clause_start', 'es', '', unnest(array[
      '(yo|porque|estoy|trabajo|tengo|gasto|duermo|soy|nunca|ustedes|vivo|voy|pues)'
    ])
    union all
    select 'clause_joint', 'en', '', unnest(array[
      '(so|but|please|pls|plz|then|therefore|kindly|lets)'
    ])
    union all
    select 'clause_joint', 'es', '', unnest(array[
      '(pero|así que|por favor|porfavor|porfa|entonces|favor de)'
    ])
    -- Keywords in passing.
    union all
    select 'harmless', 'en', '', unnest(array[
      '(traffic|pit|rest|full|truck|next|first|last|second|third|every|train|tram|qline|short|whistle|one|two|'
      'three|our|my|your|their|that|this|a|each|some|any|same|other|another|new|old|closest|nearest|which|what|'
      'ddot|smart|covered|no|nonstop|the) (stop|stops)',
      '(should|will|can|ill|could|come|just|going to|gonna|want to|might|wanna) stop by',
      'stop by (the|my|our|tonight|tomorrow|for|and|your|office)',
      '(cant|cannot|wont|doesnt|didnt|never|couldnt|wouldnt|dont|do not|dont ever) stop (blinking|flashing|'
      'believing|running|leaking|the music|loving)?',
      'stop (water|shooting|shutoffs|killing|evicting|raising|dumping|speeding|polluting|building|closing|funding|'
      'pollution|gun|police|racism|violence|gentrification|foreclosures|playin|playing|lying|cappin|capping|go|and '
      'go|cop|corruption|overassessing)',
      'end (homelessness|poverty|evictions|gentrification|violence|racism|water|hunger|shutoffs|cash|these)',
      '(el|los|un|ese|del|al) stop',
      'stop (sign|signs|light|lights|watch|gap|in|over|and go|and shop|and frisk|n shop|lamp|work|order|loss|'
      'motion|n go)',
      '(cant|cannot|dont|wont|doesnt|didnt|never|not|couldnt|wouldnt|havent|isnt|trying to|need to|needs to|how to|'
      'way to|ways to|going to|have to|has to|had to|got to|able to|help to|order to|to help|like to see them|they|'
      'we|he|she|it|could|should|must|will|would|help|who|people|cars|trucks|police|cops|drivers|kids|nobody|'
      'somebody|someone|always|used to|cars|buses|trains|landlords|landlord|dte|gonna|when|if|until|before|does|do|'
      'did|that) stop (the|people|cars|him|her|them|landlords|evictions|dumping|crime|violence|gun|speeding|'
      'speeders|drivers|trucks|smoking|drinking|using|paying|going|coming|running|working|doing|taking|making|'
      'building|picking|cutting|raising|charging|driving|flooding|leaking|water|at|for|there|here|by|in|on|until|'
      'when|before|after|because|being|it from|this from|by|evicting|closing|selling|buying|eating|watching|'
      'talking|thinking|from|with our|giving tickets|and|working|believing|asking landlords|ticketing|happening|'
      'before|short|all the|all these|our|these people|these landlords|those|a)',
      '(does|do|did|will) (the|it|that) * stop',
      '(love|loves|like|enjoy|appreciate|read|got|get|getting|reading|share|miss|missed) (getting|all|reading|'
      'receiving)? (these|those|your|the) (texts|messages)',
      '(way|4way|all way) (stop|stops)',
      'stop the (violence|dumping|crime|shooting|shootings|killing|evictions|eviction|bus|train|flooding|war|water|'
      'leak|bleeding|demolition|trucks|drag|racing|shutoffs)',
      '(non|one) stop', '(bus|buses) (stops)',
      '(dead|rear|front|back|year|weekend|month|low|high|east|west|north|south|week|deep|other|tail|book|the|an|no|'
      'each|either|both|living|day|school|my|our) (end|ends)',
      '(end|ends) (of|at|up|on|in|game|table|date|time|times|zone|user|result|by|around|when|near|with|meet|soon|'
      'early|late|this year|next|tomorrow|this week|this month)',
      '(does|will|did|do|to|would|should|it|that|program|school|season|lease|when|meeting|they|gonna|shift|'
      'moratorium|benefits|must|can|could|never|didnt|doesnt|wont) end',
      '(quit|quits) (my|his|her|smoking|drinking|job|working|the|a|school|that|on|at|last|claim)',
      '(quit|end|cancel|revoke) (claim|deed|note|rent|culture|his|her|the meeting|the event|the class|the trip|the '
      'bus|the contract|the lease|the appointment|the order|the parade|the game|the election|the program|the show|'
      'the license|the permit|the festival|the concert|the hearing)',
      '(he|she|they|we|didnt|never|wont|dont|cant|not|had to|my boss|manager|worker|driver|teacher|boss|super|'
      'landlord|who|people) quit',
      '(told|tells|asked) (us|him|her|them) to quit',
      '(they|to|did|will|he|she|we|i|didnt|had to|would|should|might|may|gonna|could|can|cant|is there a way to|'
      'who|city|dte|landlord|them|not|does|do) (cancel|revoke) (my|the|our|his|her|it|that|a|trash|school|class|'
      'all|any|because|for|due|their|this event|again)',
      '(end|cancel) (my|the|our) (lease|appointment|order|insurance|contract|reservation|trip)',
      '(leave|left) (me)? (alone)? (in|with|at) (the|my) (dark|house|kids)', '(not|isnt) (me|longer) (who|that)',
      '(tell|told|ask|asked|get|make|made) (him|her|them|my|the|my landlord|the landlord|the city|people|folks) '
      '(*)? (*)? (to)? (stop|quit|leave)',
      '(landlord|neighbor|neighbors|ex|boss|husband|company|dte|bank|collector|collectors|agency|tenant|tenants|'
      'owner|city|insurance|he|she|they|him|her|them|someone|somebody) (*)? (*)? (harassing|harassment|bothering|'
      'block|blocked|blocking|harass|bother|report|reported) (me|us)?',
      '(block|blocks) (club|party|away|from|of|over|and|on|captain|watch|clubs|grant)',
      '(my|the|our|this|city|a|whole|each|every|per|next|same|your) block',
      '(report|reported|reporting) (a|an|the|on|it to|this to|that|my|illegal|potholes|pothole|back|to work|card|'
      'cards|says|said|said that|for|about|from|crime|outage|flooding|them|him|water)',
      '(your|the|a|this|great|good|that|police|news|new|crash|latest|annual|his) report',
      '(do|did|can|should) (i|we|you) report',
      '(phone|rent|rental|text|email|online|internet|craigslist|facebook|job|roofing|landlord|housing|it|a|was|'
      'deed|mortgage|solar|tax|the|this guy|about|of|land contract) (scam|scams|fraud)',
      '(scam|scams|scammed|scammers) (on|in|about|from|targeting|me out|my|by|that|is|was|here|out|seniors|people|'
      'us)',
      '(need|find|get|free|legal aid|have|got|for|hire|cheap|eviction|housing|talk to|an|any|a) (a|an|my|the)? '
      '(lawyer|attorney|attorneys|lawyers)',
      '(lawyer|attorney) (for|to|that|who|help|about|in|is|said|says|told)',
      '(not|isnt|arent) interested in (buying|selling|moving|renting|running)',
      '(my|the|his|her|our) (*)? (mother|father|mom|dad|husband|wife|grandmother|grandma|brother|sister|son|'
      'daughter|aunt|uncle|neighbor|neighbors|cousin|friend) (*)? (died|passed away|passed|is dead|is deceased|'
      'dead)',
      '(deceased|dead) (mother|father|moms|dads|husbands|parents|grandmothers|relatives|persons|owner|owners|tree|'
      'trees|animal|dog|cat|deer|raccoon|body|line|grass|battery|end)',
      '(opt|opting) (my|him|her|our|them) (*)? out',
      '(unsubscribing|unsubscribed) from (dte|dtes|his|her|the|netflix|my|their)',
      'cease and desist (letter|order|notice) (for|from|to)',
      '(how|ways) (do|can|to|could|would) (i|we|you|us)? stop (an|the|dte|my|a|people|water|landlord|landlords|'
      'foreclosure|eviction|this from|them from|him|her|flooding|mold|illegal|being|that)',
      '(opt|opting|opted) out of (my|jury|school|vaccines|smart|water|testing|medicare|insurance|that|the dte|the '
      'smart|the m|the school|the meter|the test|the program|the insurance|the lead|the survey|the water|the '
      'budget|dte)',
      '(remove|delete|take) (snow|the|trees|tree|trash|garbage|my trash|leaves|lead|it|them|him|her|graffiti|that|'
      'this tree|this house|those)',
      '(why|how come) (do|are|is|does|did) (they|the|my|our|it|people|landlords|dte|this street|there|we|he|she) '
      '(*)?',
      '(how|where) (do|can|would|should) (i|we|you) (get|make|take|delete|remove|turn) (a|an|the|my|help|it|this '
      'fixed|to|there|my water|rid of) (landlord|neighbor|deposit|security|mold|mice|rats|roaches|bugs|lead|trash|'
      'raccoons)?',
      '(how|where) (did|do|can|to) (you|i|we|they) (get|make|find) (a|an|the|help|to|that|your|this information|'
      'this info|this house|this done|this fixed|this data)',
      '(did not|didnt|dont|do not|never) (know|need|like|want|care|ask) (about this|that|if|how|it was|they|there|'
      'the|my|a|where|when|what|why|any of them|the candidates|anything about|much|him|her|nothing about|my kids|'
      'people|to pay|to move|to go|to drive|to leave|to lose|to vote|to wait|to live|to buy|to sell|to know|to be '
      'homeless|to take|to call|to use|to have|for him|for her|for them|for that)',
      '(landlord|they|dte|city|he|she|we|who) (never|didnt|did not) (ask|asked|agree|agreed|signed|sign|gave|give|'
      'authorized|consented|requested|request)',
      '(i|we) (never|didnt|did not) (sign|signed|agree|agreed|ask|asked|request|requested) (a|the|any|my|lease|to '
      'pay|to that|to move|for a|for the|for an|for help)',
      '(scammer|scammers|somebody|someone|people|strangers|they|he|she|landlord|landlords|dte|company|investors|'
      'realtors) (keep|keeps|is|are|be|always|was|were)? (texting|calling|messaging|spamming|contacting) (me|us)?',
      '(scam|scams|scammers|scammer) (*)? (calls|text|texts|texting|keep|keeps|are|calling|call|toll)',
      'remove my name from (the|my|a|his|her)',
      'take (my|her|him) (*)? off (the|a|my) (water|deed|lease|account|title|mortgage|bill)',
      'no (manden|mande|envíen) (a|al|dinero|basura|policía|la)',
      '(bother|bothering|bothers|bothered|disturbing|annoying) (to|about|by|with|anyone|people|the|my|you|that)',
      '(is|are|its|so|really|very) (annoying|disturbing)', '(doesnt|dont|didnt|wont|not|never) bother',
      '(consent|permission) (form|forms|slip|slips|from|decree|agenda|of|to film|to record|to build|to enter|to '
      'work|to post)',
      '(not|no) longer (work|works|working|have|has|at|with|uses|use|with|own|owns|belongs|belong) (a|water|my|'
      'heat|running|power|the|due|because|since|lead|any|gas|as|there|detroit|electricity)',
      'no more (water|heat|money|food|room|rent|parking|time|buses|trash|than|of that|shutoffs|evictions|parks|'
      'lead|kids|jobs|war|casinos|stadiums)',
      '(told|asked|said|tell|say|ask|asking|telling) (him|her|them|my|the|me|us|that|landlord|dte|city|we|they|he|'
      'she|it|they) (*)? (*)? (*)? (stop|quit|leave|end|cancel)',
      '(unwanted|unsolicited) (offers|calls|mail|visitors|guests|items|furniture|offer)',
      'spam (calls|call|emails|mail|sandwich|musubi|folder|filter)', 'rest in peace',
      '(move|moved) out of (my|the|that|this|our|his|her) (house|home|apartment|place|building|old|city limits)',
      '(in|to|go to|went to|take him to|take them to|take her to|taken to|small claims|district|36th district) '
      '(small claims|court)',
      'court (date|case|action|hearing|order)', '(city|their|the|a|filed|about|class action) lawsuit',
      '(sue|suing) (the|my|dte|him|her|them|landlord|for rent|for deposit|landlords)',
      '(fuck|screw) (dte|the|trump|biden|landlords|him|that|it|this city|my|up)',
      '(enough|tired of|sick of|sick and tired of|hate|so many|too many) (potholes|trash|buses|water|landlords|'
      'people|cars|the trash|the potholes|the flooding|the noise|the city|the rats|is|to|of the)',
      '(attorney general) (race|candidate|candidates|office|nessel|dana|election|says|s|opinion|is|website)'
    ])
    union all
    select 'harmless', 'es', '', unnest(array[
      '(alto|alta) (costo|precio|precios|nivel|riesgo|volumen|interes|voltaje|numero|porcentaje|rendimiento|techo|'
      'grado)',
      '(muy|más|mas|tan|el|del|en|un|es|está|esta|demasiado|a todo|señal de|letrero de|paso) alto',
      '(la|más|mas|por|presión|tarifa|planta|temperatura|está|es|muy|maternidad|renta) baja',
      'baja (california|la|el|presión|tarifa|de precio|temperatura|los|mucho|en|más)',
      '(voy a|vamos a|puedo|puede|podemos|pueden|para|quiero|a|sin|poder|de|al|hay que|no puedo|debo|quieren|'
      'pueda) (salir|terminar|cancelar|parar|detener|eliminar|anular) (a|de la|del|el|la|los|las|mi|de mi|de aquí|'
      'de noche|con|en|adelante|temprano|al|por|solo|sola|de casa|de deudas|de compras|de trabajar|de pagar|basura|'
      'mis|su|una|cita|tarde|un)',
      '(no)? para (de llover|el|la|los|las|mí|mi|mis|ti|ustedes|que|niños|todos|ayudar|pagar|saber|comprar|vivir|'
      'trabajar|votar|cuando|un|una|registrarme|aplicar|ver|ir|llegar|recibir ayuda|inmigrantes|personas|tener|'
      'hacer|ella|él|este|esta|solicitar)',
      '(el camión|el bus|el autobús|bus|autobús|camión|no|donde|dónde|tren|se|ya no) (para|pare) (en|aquí|ahí|allá|'
      'de|cerca|por)',
      'pare de sufrir', 'iglesia pare', '(no|la renta no|nunca|ya no|que no) (baja|bajan|paren|para|pare)',
      '(va|van|fue|iba|fueron|vino|ir) a (parar|salir|terminar|dar)',
      '(pasó|paso|salta|saltó|brincó|respetan|respeta|hacen|hace|hizo) (el|los|un)? alto',
      '(el|un|los|de|hizo|ese) (alto|pare) (de|en|y)', 'alto (properties|paraná|parana)',
      '(cómo|como) salir de (la|una|mi)? (deuda|pobreza|deudas)', '(make|making|made) it stop',
      'baja el servicio de (dte|luz|agua|gas|internet)', '(señal|letrero|signo|senal) de (pare|alto)',
      '(señal|letrero) de (pare|alto)', '(no basta|basura)', '(el|al|en|este|del|un) fin (de|del|semana|y|que)?',
      'fin de (semana|año|mes)',
      '(dejar|dejen|deja|deje) (de)? (la|el|basura|pagar|trabajar|su|mi|los|un|recado|que|sin|a|las|fumar|llover)',
      '(cambio|cambió) (de|mi) (dirección|casa|trabajo|horario|dueño|ruta|hora|medidor)',
      '(casero|dueño|vecino|vecinos|landlord|arrendador|él|ella|ellos|compañía|banco|patrón) (*)? (*)? (molesta|'
      'molestan|molestando|acosando|acoso|hostigando|hostigamiento|demanda|demandar|amenaza)',
      '(ruido|basura|vecinos|perros|humo|olor) (*)? (molesta|molestan|molestar)',
      '(reportar|reporte|denunciar|denuncia|reportando) (un|una|el|la|al|a mi|a un|basura|bache|baches|fuga|al '
      'casero|de|que|mi|los|las|esto a|problemas|problema|sobre)',
      '(cómo|como|dónde|donde|puedo|quiero|quisiera|para|se puede) (puedo|se|hago para)? (reportar|denunciar|'
      'demandar)',
      '(muchos|demasiados|tantos|muchas) (baches|carros|perros|problemas|años|niños|camiones|mosquitos|vecinos|'
      'ratones|ratas|papeles|gastos|impuestos|inmigrantes|de nosotros|no)',
      '(mi|mis|la|el|su) (*)? (mamá|papá|esposo|esposa|abuela|abuelo|hermano|hermana|hijo|hija|tío|tía|madre|padre|'
      'vecino|vecina|suegra|suegro|mama|papa) (*)? (falleció|murió|fallecio|murio)',
      '(estafa|fraude|estafas|fraudes|estafaron|estafado) (de|en|con|a|por|que|del|a mi|electoral|al|sobre|me)',
      '(hubo|fue|sufrí|contra|denunciar|víctima de|reportar) (una)? (estafa|fraude)',
      '(un|mi|el|una|con un|necesito un|buscar|algún) (abogado|abogada) (de|para|que|gratis|gratuito|me|por|dijo)',
      '(abogado|abogada) (de|para|gratis|gratuito|que|barato|inmigración|de inmigración)',
      '(por qué|porque|porqué) (me|no|siguen|sigue) (cobran|cobraron|subieron|cortaron|corta|hay|pasa|pasan|'
      'arreglan|subió|recogen|llega tan|subiendo)',
      '(cómo|como|dónde|donde) (puedo|hago|le hago|se) (para)? (quitar|eliminar|cancelar|salir|parar|detener|'
      'borrar|no|tienen|dejar de pagar|salgo|terminar) (el|la|los|las|moho|plomo|ratas|ratones|un|una|mi contrato|'
      'mi deuda|mi cita|mi seguro|mi renta|nieve|cucarachas|chinches|de deudas|multas|mis)',
      'no soy (de|ciudadano|ciudadana|residente|el dueño|la dueña|dueño|dueña|elegible|legal|de aquí)',
      '(no|ya no) (quiero|necesito|deseo) (que me corten|que me suban|que me desalojen|que me echen|que me quiten|'
      'que mis|que suban|que corten|que cierren|que el|que la|que los|más basura|más ruido|más problemas|más '
      'carros|más impuestos|más baches|perder|mudarme|pagar|vivir|esto para|recibir multas|recibir la factura|esa|'
      'ese|comprar|vender|salir)',
      '(tampoco|nunca|no) (me)? (dieron|han dado|di cuenta|pedí ayuda|registré para votar)',
      'aquí no (hay|está|llega|pasa|recogen|es)', '(no|ya no) (me)? (alcanza)', '(la|una|mi|otra) (otra)? persona',
      'paso (a|de|por|el|mucho|por mi)',
      '(a veces|me|los|le|no|nos) (molesta|molestan) (el|la|los|mucho|que|un|tanto|nada|las)'
    ])
    -- One edit from a keyword, and words all the same.
    union all
    select 'common_word', 'en', '', unnest(array[
      '(shop|step|top|stoop|atop|slop|stow|stomp|strop|swop|stot|stob|stol|spot|shot|snot|slot|stock|story|store|'
      'stone|stood|stoke|stove|stork|storm|stout|stops|scoop|swoop|sloop)',
      '(and|send|bend|lend|mend|tend|fend|vend|en|ed|eng|ends|ended|enda|endo|eno|edn|ent|ena|ond|una|rend|wend|nd)',
      '(quite|quiet|suit|quilt|quid|quiz|quip|quits|quint|quoit|qui|uit)',
      '(cancer|cancels|cancelled|canceled|dance|canal|chancel|cancels|cance)',
      '(evoke|provoke|revoked|revokes|invoke)',
      '(subscribe|subscribed|unsubscribes|unsubscribed|removed|removes|remote|remover|remora)',
      '(small|stall|stalls|stole)', '(unsure|unsaid|unseen)', '(snub|unsub|subs)'
    ])
    union all
    select 'common_word', 'es', '', unnest(array[
      '(altos|alta|salto|auto|asalto|alo|alt|also|ato|ala|albo|alco|halo|alro)',
      '(pare|para|parte|padre|par|parec|pared|paren|pares|care|dare|fare|hare|mare|rare|bare|ware|pale|pace|page|'
      'pane|pape|part|park|para|paro|parto|pagar|pasar|pararon|parra|parque|tarde|madre|are|spare|prare|parar)',
      '(bajo|caja|paja|raja|bajar|bajan|bajas|maja|faja|bala|bata|bay|baya|baba|baka|bja|abja|bata|baila|bajaba)',
      '(salar|salid|salida|saldir|sali|valir|sabir|subir|salid|salie|salen|saliz)',
      '(determinar|terminal|termina|terminas|terminara|terminan|germinar)',
      '(pasta|vasta|basto|bastan|casta|hasta|gasta|asta|bata|basa|bast|fast|batsa|bestia|basura)',
      '(detener|obtener|retener|contener|mantener|tener|detiene)',
      '(cancela|cancelan|cancelaron|cancele|cancelo|cancelen|canceler|candelar)',
      '(pagen|paran|parece|pareen|aren|arent|parent|padren|karen|warren|barren|parlen)',
      '(anual|anula|anulan|ajustar|anudar)', '(elimina|eliminan|laminar|culminar)'
    ])
    union all
    select 'reaction', 'en', '', unnest(array[
      '(liked|loved|disliked|emphasized|emphasised|questioned|laughed at|hearted|reacted to|reacted with to|'
      'reacted with a to|reacted)',
      '(removed|unliked) (a|an|the)? (*)? (*)? (*)? (from)', 'unliked', 'to', '(replied|reply) to',
      'reacted with (a|an)? (*)? to'
    ])
    union all
    select 'reaction', 'es', '', unnest(array[
      '(le|te|me|les) (gustó|encantó|gusta|encanta|dio risa|divirtió|disgustó|ha gustado|ha encantado|divierte|da '
      'risa|importa)',
      'no (le|me|te) (gustó|gusta|ha gustado)', '(se)? (rio|rió|ha reído|ha reido|ríe) (de|con|por)',
      '(enfatizó|destacó|cuestionó|preguntó|exclamó|resaltó|subrayó|ha enfatizado|ha destacado|ha cuestionado|ha '
      'resaltado|preguntó por|preguntó sobre|puso en duda|amó|marcó como importante)',
      '(reaccionó|ha reaccionado|reacciono|reaccionaste) (con)? (*)? (*)? (a|al|ante)',
      '(eliminó|quitó|ha eliminado|ha quitado|retiró) (un|una|el|la|su)? (*)? (*)? (*)? (de|a|en)', '(a|al mensaje)',
      'a * (le gustó|le encantó|le gusta|le encanta|le dio risa|le ha gustado|le ha encantado|le divirtió)'
    ])
  ) as w
  ) as w
) as wording;
