create or replace function api.show_settings()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select outlier.settings_json();
$$;
comment on function api.show_settings() is
  'Returns the settings that the team changes: numbers, time zone, labels, caps, approval, price, contact hours and '
  'texts.';
grant execute on function api.show_settings() to outlier_executor;
