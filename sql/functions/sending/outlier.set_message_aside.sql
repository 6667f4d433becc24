-- The cause is this message, not Missive or the other messages. The message waits, and after settings.max_failures
-- attempts it moves to dead letters, which keep a record.
create or replace function outlier.set_message_aside(
  p_is_second boolean,
  p_id bigint,
  p_state text,
  p_message text,
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_error text := pg_catalog.format(
    'this message cannot be claimed: %s (SQLSTATE %s)', outlier.mask_error_message(p_message), p_state
  );
  v_queued outlier.queued_messages;
begin
  update outlier.queued_messages as q
  set failures = q.failures + 1, due_at = p_now + s.refusal_wait, last_error = v_error
  from outlier.settings as s
  where q.is_second = p_is_second
    and q.id = p_id
  returning q.* into v_queued;
  perform outlier.report_incident(
    'message_set_aside',
    pg_catalog.format('message %s of %s was set aside: %s', p_id, outlier.queue_name(p_is_second), v_error),
    'The other messages go out. Look at its row in outlier.queued_messages, and repair it. '
      'Outlier retries the message, and moves it to dead_letters after settings.max_failures attempts.',
    v_queued.batch_id,
    p_now
  );
  if v_queued.failures >= (select s.max_failures from outlier.settings as s) then
    perform outlier.move_to_dead_letters(p_is_second, array[p_id], p_now);
  end if;
end;
$$;
comment on function outlier.set_message_aside(boolean, bigint, text, text, timestamptz) is
  'Sets aside a message that made its claim fail: it waits for settings.refusal_wait, and an incident names it. After '
  'settings.max_failures attempts, moves it to dead_letters.';
