create or replace function outlier.is_broadcast_due(p_run_at timestamptz, p_now timestamptz)
returns boolean
language sql
stable
set search_path = ''
as $$
  -- Its minute has come, whatever the second.
  select coalesce(
    pg_catalog.date_trunc('minute', p_run_at, 'UTC') <= p_now
      and p_now - p_run_at <= (select s.catch_up_window from outlier.settings as s),
    false
  );
$$;
comment on function outlier.is_broadcast_due(timestamptz, timestamptz) is
  'Whether a broadcast with this time is to be made now: its minute has come, and settings.catch_up_window is not '
  'over.';
