create or replace function api.send_now(p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  perform outlier.send_now(p_now);
  return jsonb '{}';
end;
$$;
comment on function api.send_now(timestamptz) is
  'Sends the upcoming broadcast at once. OT007: the broadcast cannot be sent now, with the reason.';
grant execute on function api.send_now(timestamptz) to outlier_executor;
