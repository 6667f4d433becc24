-- No lock of a conversation, a label or a batch is taken here: an opt-out is never behind anything but its own person.
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
  -- Without its author: whoever of the team that is may not be known yet.
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
  'If an incoming message says stop, unsubscribes its sender and cancels what waits for them, once for each message. '
  'Returns whether it says so. What else follows from the message is apply_incoming_message''s.';
