-- receive_event() adds what it understood to the event that it hands on, so that a message is read once. If the wording
-- cannot be used, keywords still count, and a person reads the rest.
create or replace function outlier.meaning_of_event(p_event jsonb, p_now timestamptz, out meaning text, out words text)
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_preview text := outlier.json_text(p_event #> '{message,preview}');
  v_state text;
  v_message text;
begin
  if p_event ? 'outlier_meaning' then
    meaning := p_event #>> '{outlier_meaning,meaning}';
    words := p_event #>> '{outlier_meaning,words}';
    return;
  end if;
  select c.meaning, c.words into meaning, words from outlier.classify_message(v_preview) as c;
exception
  when others then
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text;
    if outlier.says_nothing_of_a_row(v_state) then
      raise;
    end if;
    perform outlier.report_incident(
      'wording_failed',
      pg_catalog.format(
        'messages cannot be understood: %s (SQLSTATE %s)', outlier.error_words(v_message), v_state
      ),
      'Only single keywords such as STOP opt out now. Correct outlier.consent_patterns: '
      'update outlier.consent_patterns set words = words; compiles all of them again.',
      p_now => p_now
    );
    meaning := case
      when pg_catalog.btrim(pg_catalog.lower(v_preview collate "C"), E' \t\r\n.!')
        in ('stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout', 'alto', 'parar', 'baja')
        then 'opt_out'
      else 'may_opt_out'
    end;
    words := 'not understood';
end;
$$;
comment on function outlier.meaning_of_event(jsonb, timestamptz) is
  'What the message of an event means: see classify_message(). If that fails, a single keyword is an opt-out, and '
  'everything else is for a person to decide.';
