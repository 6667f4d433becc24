-- If the patterns in outlier.consent_patterns fail, single keywords still work, and the team reviews all other
-- messages.
create or replace function outlier.classify_message_safely(
  p_text text,
  p_now timestamptz,
  out meaning text,
  out words text
)
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_state text;
  v_message text;
begin
  select c.meaning, c.words into meaning, words from outlier.classify_message(p_text) as c;
exception
  when others then
    get stacked diagnostics v_state = returned_sqlstate, v_message = message_text;
    if outlier.is_unrelated_to_row(v_state) then
      raise;
    end if;
    perform outlier.report_incident(
      'wording_failed',
      pg_catalog.format(
        'messages cannot be checked for opt-outs: %s (SQLSTATE %s)', outlier.mask_error_message(v_message), v_state
      ),
      'Until this is repaired, only single keywords such as STOP opt a person out. Correct outlier.consent_patterns. '
      'Then run: update outlier.consent_patterns set words = words; This compiles all patterns again.',
      p_now => p_now
    );
    meaning := case
      when pg_catalog.btrim(pg_catalog.lower(p_text collate "C"), E' \t\r\n.!')
        in ('stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'optout', 'alto', 'parar', 'baja')
        then 'opt_out'
      else 'may_opt_out'
    end;
    words := 'not understood';
end;
$$;
comment on function outlier.classify_message_safely(text, timestamptz) is
  'Returns the meaning of a message. See classify_message(). If that function fails, a single keyword counts as an '
  'opt-out, and any other message needs a team member''s decision.';
