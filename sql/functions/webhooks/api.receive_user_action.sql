-- Missive must get its response quickly. If another session holds a lock for more than 5 seconds, Outlier stores the
-- event and retries it a minute later.
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
-- A session may keep a plan from a time when a table was nearly empty. An hour later that plan must not read the whole
-- table. Measured in a session that planned before 50,000 conversations, messages and events arrived: 4 ms of CPU for a
-- webhook, and 48 ms without this setting.
set enable_seqscan = off
-- The planner adds a cost of 10,000,000,000 to a scan that is switched off. In a session with jit, PostgreSQL would
-- compile such a plan.
set jit = off
-- The planner expects fewer rows if it knows the values, and so plans many of the statements again for each webhook.
-- Measured: 2.1 ms of processor time for a webhook without this setting, 1.5 ms with it.
set plan_cache_mode = force_generic_plan
as $$
begin
  return outlier.receive_event(null, p_body, p_refresh_lookup, p_now);
end;
$$;
comment on function api.receive_user_action(text, boolean, timestamptz) is
  'Stores a webhook of a Missive rule and processes it. With p_refresh_lookup, also requests a refresh from the '
  'lookup service. If the event is an opt-out, returns its id: call api.act_on_event with it to complete the '
  'processing. Otherwise returns null. OT010: the body is not JSON.';
grant execute on function api.receive_user_action(text, boolean, timestamptz) to outlier_executor;
