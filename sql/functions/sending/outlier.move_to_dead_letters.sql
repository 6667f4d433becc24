create or replace function outlier.move_to_dead_letters(
  p_is_second boolean,
  p_ids bigint[],
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  insert into outlier.dead_letters (
    is_second, batch_id, audience_segment_id, recipient_phone_number, message, failures, status, body, created_at
  )
  select
    q.is_second, q.batch_id, q.audience_segment_id, q.recipient_phone_number, q.message, q.failures,
    q.last_status, q.last_error, p_now
  from outlier.queued_messages as q
  where q.is_second = p_is_second
    and q.id = any (p_ids)
  order by q.id;
  perform outlier.drop_messages(p_is_second, p_ids, 'gave_up');
end;
$$;
comment on function outlier.move_to_dead_letters(boolean, bigint[], timestamptz) is
  'Moves messages that Outlier stops trying to send to dead_letters, with the status and the text of the last answer.';
