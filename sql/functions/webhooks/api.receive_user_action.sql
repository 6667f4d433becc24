-- Whoever holds up a webhook, Missive must not wait for long: the event is then stored, and acted on a minute later.
create or replace function api.receive_user_action(p_body text, p_refresh_lookup boolean default false, p_now timestamptz default now())
returns void
language sql
volatile
security definer
set search_path = ''
set lock_timeout = '5s'
as $$
  select outlier.receive_event(null, p_body, p_refresh_lookup, p_now);
$$;
comment on function api.receive_user_action(text, boolean, timestamptz) is
  'Stores a webhook of a Missive rule and acts on it; has the lookup service asked where the executor has its address. OT010: the body is not JSON.';
grant execute on function api.receive_user_action(text, boolean, timestamptz) to outlier_executor;
