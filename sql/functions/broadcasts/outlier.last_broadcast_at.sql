-- A broadcast that reached no one does not count: it has sent no message and has none that can still be sent.
create or replace function outlier.last_broadcast_at(p_now timestamptz)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select pg_catalog.max(b.run_at)
  from outlier.broadcasts as b
  where b.made_at is not null
    -- Older broadcasts do not matter. One minute is added, because the gap is counted in whole minutes.
    and b.run_at > p_now - (select s.broadcast_gap + interval '1 minute' from outlier.settings as s)
    and (
      exists (select from outlier.message_statuses as m where m.batch_id = b.id)
      or exists (select from outlier.queued_messages as q where q.batch_id = b.id)
    );
$$;
comment on function outlier.last_broadcast_at(timestamptz) is
  'Returns when the latest broadcast started that has reached a person or still may. Null: no such broadcast started '
  'within settings.broadcast_gap.';
