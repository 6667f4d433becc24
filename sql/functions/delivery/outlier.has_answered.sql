create or replace function outlier.has_answered(p_phone_number text)
returns boolean
language sql
stable
strict
set search_path = ''
as $$
  select exists (select from outlier.twilio_messages as t where t.from_phone_number = p_phone_number)
    -- Kept for good, should old messages be cleared away.
    or exists (select from outlier.consent_events as e where e.phone_number = p_phone_number and e.source = 'message');
$$;
comment on function outlier.has_answered(text) is 'Whether a person has ever written to us.';
