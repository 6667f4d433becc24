-- Two executors may call this for the same event. The second call finds the event in another state than stored and does
-- nothing.
create or replace function api.act_on_event(
  p_event_id bigint,
  p_refresh_lookup boolean default false,
  p_now timestamptz default now()
)
returns void
language plpgsql
volatile
security definer
set search_path = ''
set lock_timeout = '5s'
as $$
declare
  v_stored outlier.invoke_history;
begin
  select h.* into v_stored
  from outlier.invoke_history as h
  where h.id = p_event_id
    and h.state = 'stored'
  for update;
  if found then
    perform outlier.act_on_event(v_stored, outlier.parse_json(v_stored.body), p_refresh_lookup, p_now);
  end if;
end;
$$;
comment on function api.act_on_event(bigint, boolean, timestamptz) is
  'Completes the processing of an opt-out event that api.receive_user_action stored. p_event_id is the id that it '
  'returned. A second call for the same event does nothing.';
grant execute on function api.act_on_event(bigint, boolean, timestamptz) to outlier_executor;
