-- The message is due again at once, and the attempt counts. Otherwise, Outlier would never stop retrying a message
-- that does not reach Twilio.
create or replace function outlier.settle_as_not_sent(p_message outlier.queued_messages, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_settings outlier.settings;
  v_quota text := (select t.quota from outlier.tokens as t where t.name = outlier.queue_name(p_message.is_second));
begin
  select s.* into v_settings from outlier.settings as s;
  v_settings.refusal_wait := interval '0';
  perform outlier.lock_batches(array[p_message.batch_id]);
  perform outlier.record_not_accepted(
    p_message.is_second,
    array[
      row(
        p_message.id, 'refused', null, null, null, null, 'Missive did not answer, and Twilio has no such message'
      )::outlier.message_result
    ],
    v_settings,
    v_quota,
    p_now
  );
  perform outlier.finish_sent_batches(array[p_message.batch_id], p_now);
  perform outlier.wake_executor(outlier.queue_name(p_message.is_second));
end;
$$;
comment on function outlier.settle_as_not_sent(outlier.queued_messages, timestamptz) is
  'Settles a message with an unknown outcome as not sent: makes it due again, moves it to dead letters after '
  'settings.max_failures attempts, or drops it if its batch was cancelled.';
