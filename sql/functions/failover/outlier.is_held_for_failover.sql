create or replace function outlier.is_held_for_failover(p_message outlier.queued_messages)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_message.state = 'unknown' and pg_catalog.starts_with(p_message.claimed_by, 'failover ');
$$;
comment on function outlier.is_held_for_failover(outlier.queued_messages) is
  'Returns true if a message waits because a failover may have lost its claim. See hold_suspect_messages().';
