create or replace function api.ring(p_word text)
returns void
language sql
volatile
security definer
set search_path = ''
as $$
  -- Executors ignore a word that is not the name of a queue.
  select pg_catalog.pg_notify('outlier', p_word);
$$;
comment on function api.ring(text) is
  'Sends a notification on the channel of the executors. `outlier check` uses it to test whether notifications '
  'arrive.';
grant execute on function api.ring(text) to outlier_executor;
