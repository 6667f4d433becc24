-- The request has no date filter. A message that waits at Twilio has no date, and Outlier would send a message again
-- that it does not find.
create or replace function outlier.look_up_unknown_messages(p_ids bigint[], p_now timestamptz)
returns void
language sql
volatile
set search_path = ''
as $$
  insert into outlier.requests (kind, subject, payload, due_at)
  select
    'find_message',
    'unknown:' || q.id,
    pg_catalog.jsonb_build_object(
      'message', q.id, 'claim', q.claim_id, 'from', coalesce(q.sending_phone_number, s.sending_phone_number),
      'to', q.recipient_phone_number, 'pageSize', 200
    ),
    greatest(q.lease_until, q.claimed_at + s.ask_twilio_after)
  from outlier.queued_messages as q
  cross join outlier.settings as s
  where q.id = any (p_ids)
    and q.state = 'unknown'
    and coalesce(q.sending_phone_number, s.sending_phone_number) is not null
  order by q.id
  -- A request about an earlier claim of the same message ends by itself. restore_twilio_requests then asks about this
  -- claim.
  on conflict (subject) do nothing;
$$;
comment on function outlier.look_up_unknown_messages(bigint[], timestamptz) is
  'Requests a search of Twilio''s log for messages with an unknown outcome. The search is due when the lease expires, '
  'and no sooner than settings.ask_twilio_after after the claim.';
