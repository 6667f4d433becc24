create or replace function api.broadcast_settings()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select outlier.broadcast_settings_json();
$$;
comment on function api.broadcast_settings() is
  'Returns the weekly schedule and the size of the upcoming broadcast. {} if no schedule is active.';
grant execute on function api.broadcast_settings() to outlier_executor;
