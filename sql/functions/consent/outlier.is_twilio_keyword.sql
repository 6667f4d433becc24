-- Also accepts keywords with punctuation, although Twilio may not. So no person gets two answers.
create or replace function outlier.is_twilio_keyword(p_text text)
returns boolean
language sql
immutable
strict
set search_path = ''
as $$
  select outlier.normalize_message_text(p_text) in (
    'stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout', 'start', 'yes', 'unstop', 'help',
    'info'
  );
$$;
comment on function outlier.is_twilio_keyword(text) is
  'Returns whether a message is one of the keywords that Twilio answers by itself.';
