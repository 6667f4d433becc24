create or replace function outlier.has_answered(p_phone_number text)
returns boolean
language sql
stable
strict
set search_path = ''
as $$
  select exists (select from outlier.twilio_messages as t where t.from_phone_number = p_phone_number)
    -- consent_events stay for good, even if old messages are deleted.
    or exists (select from outlier.consent_events as e where e.phone_number = p_phone_number and e.source = 'message');
$$;
comment on function outlier.has_answered(text) is 'Returns whether a person has ever written to us.';
