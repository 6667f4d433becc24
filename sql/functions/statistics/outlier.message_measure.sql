create or replace function outlier.message_measure(p_is_second boolean, p_status text)
returns text
language sql
immutable
as $$
  select case when p_is_second then 'second_' else 'first_' end || outlier.classify_delivery(p_status);
$$;
comment on function outlier.message_measure(boolean, text) is
  'Returns the measure of outlier.tallies under which a message counts.';
