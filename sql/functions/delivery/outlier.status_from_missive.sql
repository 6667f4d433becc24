create or replace function outlier.status_from_missive(p_external_id text, p_delivered_at timestamptz)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when p_external_id is null then 'undelivered'
    when p_delivered_at is null then 'sent'
    else 'delivered'
  end;
$$;
comment on function outlier.status_from_missive(text, timestamptz) is
  'Returns the status of an outgoing message as Missive knows it: undelivered without a Twilio id, delivered with a '
  'time, else sent. A status from Twilio takes precedence.';
