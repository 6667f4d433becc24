create or replace function outlier.retry_delay(p_attempts integer)
returns interval
language sql
immutable
strict
set search_path = ''
as $$
  select least(interval '1 minute' * pg_catalog.power(5, least(p_attempts, 10) - 1), interval '12 hours');
$$;
comment on function outlier.retry_delay(integer) is
  'Returns the delay before the next retry of an event that has failed p_attempts times: 1 minute, 5, 25, about 2 '
  'hours, 10 hours, then 12.';
