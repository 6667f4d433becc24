-- Takes the nearest message in time. Leaves out messages whose id another status has, and messages that are nearer to
-- another status or queued message.
create or replace function outlier.find_twilio_id(
  p_message outlier.queued_messages,
  p_messages outlier.logged_message[]
)
returns text
language sql
stable
set search_path = ''
as $$
  select m.sid
  from pg_catalog.unnest(p_messages) as m
  cross join outlier.settings as settings
  cross join outlier.clock_allowance('twilio', p_message.claimed_at) as clock
  cross join lateral (select pg_catalog.abs(extract(epoch from m.made_at - p_message.claimed_at)) as apart) as time
  where m.recipient = p_message.recipient_phone_number
    and outlier.collapse_white_space(m.text) = outlier.collapse_white_space(p_message.message)
    -- Twilio reports whole seconds, by its own clock.
    and m.made_at
      between p_message.claimed_at - clock.behind and p_message.claimed_at + settings.twilio_match_window + clock.ahead
    and not exists (select from outlier.message_statuses as s where s.twilio_id = m.sid)
    and not exists (
      select from outlier.message_statuses as s
      where s.recipient_phone_number = m.recipient
        and s.twilio_id is null
        and pg_catalog.abs(extract(epoch from m.made_at - coalesce(s.claimed_at, s.created_at))) < time.apart
        and outlier.collapse_white_space(s.message) = outlier.collapse_white_space(m.text)
    )
    and not exists (
      select from outlier.queued_messages as q
      where q.recipient_phone_number = m.recipient
        and q.id <> p_message.id
        and q.claim_id is not null
        and pg_catalog.abs(extract(epoch from m.made_at - q.claimed_at)) < time.apart
        and outlier.collapse_white_space(q.message) = outlier.collapse_white_space(m.text)
    )
  order by time.apart, m.sid
  limit 1;
$$;
comment on function outlier.find_twilio_id(outlier.queued_messages, outlier.logged_message[]) is
  'Returns Twilio''s id of a message whose answer was lost, by number, text and time. Null: the log does not show the '
  'message.';
