create or replace function outlier.classify_delivery(p_status text)
returns text
language sql
immutable
as $$
  select case
    when p_status in ('delivered', 'read', 'partially_delivered') then 'delivered'
    when p_status in ('failed', 'undelivered', 'canceled') then 'failed'
    -- On its way, with a carrier that gives no receipts (sent), or a word that we do not know: it is neither.
    else 'unknown'
  end;
$$;
comment on function outlier.classify_delivery(text) is
  'What a status says of delivery: delivered, failed or unknown. Nothing is delivered because nobody said otherwise.';
