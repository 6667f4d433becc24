create or replace function outlier.classify_delivery(p_status text)
returns text
language sql
immutable
as $$
  select case
    when p_status in ('delivered', 'read', 'partially_delivered') then 'delivered'
    when p_status in ('failed', 'undelivered', 'canceled') then 'failed'
    -- The message is still in transit, the carrier sends no receipts (sent), or the status is not known to Outlier.
    else 'unknown'
  end;
$$;
comment on function outlier.classify_delivery(text) is
  'Returns the delivery that a status means: delivered, failed or unknown. A message without a status is unknown.';
