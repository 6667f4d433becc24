-- This function locks no conversation, label or batch. An opt-out therefore waits for the lock of its own person only.
create or replace function outlier.apply_opt_out(p_event jsonb, p_now timestamptz)
returns boolean
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_from text := outlier.find_message_person(p_event);
  v_preview text := outlier.json_text(p_event #> '{message,preview}');
  v_message_id uuid := outlier.json_id(p_event -> 'message');
  v_said_at timestamptz := outlier.json_time(p_event #> '{message,created_at}', p_now);
begin
  if v_from is null
    or v_from = any (outlier.own_numbers(p_event))
    or (select m.meaning from outlier.classify_event(p_event, p_now) as m) is distinct from 'opt_out'
  then
    return false;
  end if;
  perform outlier.lock_person(v_from, p_now);
  -- The author is left out: the mirror may not know that user yet.
  if outlier.upsert_message(p_event #- '{message,author}', p_now) then
    if outlier.set_consent(
      v_from, 'opt_out', 'message', null, pg_catalog.left(v_preview, 500), v_message_id, null, v_said_at, p_now
    ) then
      perform outlier.answer_with_template(
        'opt_out_confirmation', v_from, v_preview, v_message_id, v_said_at, p_now
      );
    end if;
  end if;
  return true;
end;
$$;
comment on function outlier.apply_opt_out(jsonb, timestamptz) is
  'If an incoming message is an opt-out, unsubscribes its sender and cancels the sender''s waiting messages, once for '
  'each message. Returns true if the message is an opt-out. apply_incoming_message() does the rest of the processing.';
