create or replace function outlier.is_broadcast_due(p_run_at timestamptz, p_now timestamptz)
returns boolean
language sql
stable
set search_path = ''
as $$
  -- The broadcast is due from the start of its minute.
  select coalesce(
    pg_catalog.date_trunc('minute', p_run_at, 'UTC') <= p_now
      and p_now - p_run_at <= (select s.catch_up_window from outlier.settings as s),
    false
  );
$$;
comment on function outlier.is_broadcast_due(timestamptz, timestamptz) is
  'Returns true if a broadcast with this time must start now: its minute has come, and settings.catch_up_window has '
  'not passed.';
