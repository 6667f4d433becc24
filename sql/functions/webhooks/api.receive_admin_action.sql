create or replace function api.receive_admin_action(p_action text, p_body text, p_now timestamptz default now())
returns void
language plpgsql
volatile
security definer
set search_path = ''
set lock_timeout = '5s'
as $$
begin
  if p_action is null or p_action not in ('unsubscribe', 'resubscribe') then
    raise exception using
      errcode = 'OT010',
      message = 'action must be unsubscribe or resubscribe, such as /admin-action/?action=unsubscribe';
  end if;
  perform outlier.receive_event('admin_action:' || p_action, p_body, false, p_now);
end;
$$;
comment on function api.receive_admin_action(text, text, timestamptz) is
  'Stores the webhook of a Missive rule on an admin''s comment and processes it: the person of the conversation is '
  'opted out or back in. OT010: the action is unknown, or the body is not JSON.';
grant execute on function api.receive_admin_action(text, text, timestamptz) to outlier_executor;
