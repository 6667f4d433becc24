create or replace function outlier.apply_undeliverable(p_request outlier.requests, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_phone_number text := p_request.payload #>> '{details,phoneNumber}';
begin
  perform outlier.close_conversation(
    (p_request.payload ->> 'conversation')::uuid, (p_request.payload #>> '{details,label}')::uuid, p_now
  );
  perform from outlier.authors as a where a.phone_number = v_phone_number for no key update;
  -- If the person has written or received a message since the post was requested, the person can be reached. The post
  -- says the opposite, so a second post corrects it.
  if outlier.is_undeliverable(v_phone_number) then
    perform outlier.set_consent(
      v_phone_number, 'opt_out', 'failed_delivery', 'Outlier', p_request.payload ->> 'text', p_now => p_now
    );
  elsif exists (select from outlier.authors as a where a.phone_number = v_phone_number and not a.unsubscribed) then
    perform outlier.post_to_conversation(
      (p_request.payload ->> 'conversation')::uuid,
      'This person stays subscribed: the post before this one is out of date, because a message '
      'reached them or is on its way, or they wrote.',
      'note',
      'reached_after_all:' || p_request.id,
      p_now => p_now
    );
  end if;
  update outlier.message_statuses as s
  set closed = true, updated_at = p_now
  where s.recipient_phone_number = v_phone_number
    and s.twilio_sent_status in ('failed', 'undelivered')
    and not s.closed;
end;
$$;
comment on function outlier.apply_undeliverable(outlier.requests, timestamptz) is
  'Runs when Missive has accepted the closing post. Records the label and the closing in the mirror. Unsubscribes the '
  'person, unless the person turned out to be reachable meanwhile.';
