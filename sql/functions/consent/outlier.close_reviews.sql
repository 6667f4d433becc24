create or replace function outlier.close_reviews(
  p_phone_numbers text[],
  p_decision text,
  p_decided_by text,
  p_said_at timestamptz,
  p_now timestamptz
)
returns void
language sql
volatile
set search_path = ''
as $$
  update outlier.consent_reviews as r
  set decision = p_decision, decided_at = p_now, decided_by = p_decided_by
  where r.phone_number = any (p_phone_numbers)
    and r.decision is null
    -- An opt-in does not close the review of a later message.
    and (p_decision = 'opt_out' or r.said_at < p_said_at);
$$;
comment on function outlier.close_reviews(text[], text, text, timestamptz, timestamptz) is
  'Closes the open reviews of people whose consent changed. The change is the decision.';
