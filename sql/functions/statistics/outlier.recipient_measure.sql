create or replace function outlier.recipient_measure(p_reason text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when p_reason is null then 'chosen'
    when p_reason in ('cancelled', 'gave_up') then 'given_up'
    else 'left_out'
  end;
$$;
comment on function outlier.recipient_measure(text) is
  'Returns the measure of outlier.tallies under which a recipient counts: chosen, left_out, or given_up (chosen, but '
  'the message was cancelled or refused too often).';
