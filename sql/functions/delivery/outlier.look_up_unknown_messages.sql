-- Not by date: what waits at Twilio has none, and one that is not seen would be sent again.
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
  'Has the executor look for messages with an unknown outcome in Twilio''s log, when their leases have run out and '
  'no sooner than settings.ask_twilio_after.';
