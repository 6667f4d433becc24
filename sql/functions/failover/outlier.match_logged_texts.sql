-- Locks batches and messages before apply_logged_messages() locks the rows of recorded messages.
create or replace function outlier.match_logged_texts(
  p_failover_id bigint,
  p_sending_phone_number text,
  p_messages outlier.logged_message[],
  p_now timestamptz
)
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_batches bigint[];
  v_recorded integer;
  v_numbers text[] := array(select m.recipient from pg_catalog.unnest(p_messages) as m);
begin
  perform outlier.lock_refused_people(p_messages);
  v_batches := array(
    select distinct q.batch_id
    from outlier.queued_messages as q
    where q.recipient_phone_number = any (v_numbers)
    union
    select b.id
    from outlier.batches as b
    where b.state = 'sending'
      and exists (
        select from pg_catalog.unnest(p_messages) as m where outlier.error_action(m.error_code) = 'operator'
      )
  );
  perform outlier.lock_batches(v_batches);
  perform
  from outlier.queued_messages as q
  where q.recipient_phone_number = any (v_numbers)
    and q.batch_id = any (v_batches)
  order by q.id
  for update;
  -- Recorded messages get their Twilio ids. The database does not know the remaining texts.
  perform outlier.apply_logged_messages(p_messages, p_now);
  insert into outlier.unrecorded_texts (sid, failover_id, phone_number, sending_phone_number, digest, made_at)
  select m.sid, p_failover_id, m.recipient, p_sending_phone_number, outlier.text_digest(m.text), m.made_at
  from pg_catalog.unnest(p_messages) as m
  where m.text is not null
    and not exists (select from outlier.message_statuses as s where s.twilio_id = m.sid)
  -- If there was an earlier failover, the text now belongs to this one, because its time limit for restarted batches
  -- applies.
  on conflict (sid) do update set failover_id = excluded.failover_id;
  v_recorded := outlier.record_unrecorded_texts(v_batches, p_now);
  if v_recorded > 0 then
    perform outlier.apply_logged_messages(p_messages, p_now);
  end if;
  return v_recorded;
end;
$$;
comment on function outlier.match_logged_texts(bigint, text, outlier.logged_message[], timestamptz) is
  'Matches texts that Twilio''s log shows for the span of a failover. Updates the status of recorded messages, '
  'records waiting messages with the same text as sent, and stores the other texts in unrecorded_texts. Returns how '
  'many messages were recorded as sent.';
