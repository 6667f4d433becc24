-- Whoever holds up a webhook, Missive must not wait for long: the event is then stored, and acted on a minute later.
create or replace function api.receive_user_action(
  p_body text,
  p_refresh_lookup boolean default false,
  p_now timestamptz default now()
)
returns bigint
language plpgsql
volatile
security definer
set search_path = ''
set lock_timeout = '5s'
-- A plan that was made while a table was nearly empty must not read all of the table an hour later. Measured in a
-- session that planned before 50,000 conversations, messages and events came: 4 ms of CPU for a webhook, and 48 ms
-- without this setting.
set enable_seqscan = off
-- To the planner a scan that is switched off costs 10,000,000,000. In a session with jit, PostgreSQL would compile it.
set jit = off
as $$
begin
  return outlier.receive_event(null, p_body, p_refresh_lookup, p_now);
end;
$$;
comment on function api.receive_user_action(text, boolean, timestamptz) is
  'Stores a webhook of a Missive rule and acts on it; has the lookup service asked where the executor has its '
  'address. Of an opt-out the rest is still to be acted on: returns the id of the event for api.act_on_event, else '
  'null. OT010: the body is not JSON.';
grant execute on function api.receive_user_action(text, boolean, timestamptz) to outlier_executor;
