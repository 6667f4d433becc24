create or replace function outlier.message_story(p_batch_id bigint, p_phone_number text, p_is_second boolean)
returns text
language sql
stable
set search_path = ''
as $$
  select coalesce(
    (
      select pg_catalog.format(
        'Missive accepted the %s at %s. %s', name.message, outlier.local_time(s.created_at),
        case
          when s.twilio_sent_status is null then 'Its delivery status is not known yet.'
          when s.twilio_error_code is null then pg_catalog.format('Its status is "%s".', s.twilio_sent_status)
          else pg_catalog.format(
            'Its status is "%s" (error %s: %s).', s.twilio_sent_status, s.twilio_error_code,
            coalesce(
              (select c.meaning from outlier.twilio_error_codes as c where c.code = s.twilio_error_code), 'unknown'
            )
          )
        end
      )
      from outlier.message_statuses as s
      where s.batch_id = p_batch_id
        and s.recipient_phone_number = p_phone_number
        and s.is_second = p_is_second
    ),
    (
      select pg_catalog.format(
        case
          when q.held_since is not null then
            'The %s waits for this person''s contact hours, or for the end of its batch, until %s.'
          when q.state = 'waiting' then 'The %s waits, and is due at %s.'
          when q.state = 'checking' then
            'The %s waits while Outlier asks Missive for the person''s labels; it was due at %s.'
          when q.state = 'sending' then 'The %s is being sent; it was due at %s.'
          else
            'The %s was sent to Missive, but Missive did not answer; it was due at %s. Outlier does not send it '
            'again until Twilio reports its outcome.'
        end,
        name.message, outlier.local_time(q.due_at)
      ) || case
        when q.failures > 0 then pg_catalog.format(' Missive has refused it %s times so far.', q.failures)
        else ''
      end
      from outlier.queued_messages as q
      where q.batch_id = p_batch_id
        and q.recipient_phone_number = p_phone_number
        and q.is_second = p_is_second
    )
  )
  from (select case when p_is_second then 'follow-up' else 'first message' end as message) as name;
$$;
comment on function outlier.message_story(bigint, text, boolean) is
  'Returns sentences about the first message or the follow-up of a batch to a person. Null: there is no such message.';
