-- Runs only when a monitoring system scrapes the metrics.
create or replace function api.read_metrics(p_now timestamptz default now())
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(
    pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('name', m.name, 'tags', m.tags, 'value', m.value)), '[]'
  )
  from (
    select
      'outlier.queue.messages' as name,
      pg_catalog.jsonb_build_object('queue', s.queue, 'state', counted.state) as tags,
      counted.messages::double precision as value
    from outlier.queue_status as s
    cross join lateral (
      values ('due', s.due), ('due_later', s.due_later), ('sending', s.sending), ('unknown', s.unknown)
    ) as counted (state, messages)
    union all
    select
      'outlier.queue.oldest_due',
      pg_catalog.jsonb_build_object('queue', s.queue),
      greatest(0, extract(epoch from p_now - s.next_due_at))::double precision
    from outlier.queue_status as s
    where s.next_due_at is not null
    union all
    select 'outlier.requests', pg_catalog.jsonb_build_object('kind', k.kind), pg_catalog.count(r.id)::double precision
    from outlier.request_kinds as k
    left join outlier.requests as r on r.kind = k.kind
    group by k.kind
    union all
    select
      'outlier.quota.used',
      pg_catalog.jsonb_build_object('quota', l.quota, 'seconds', extract(epoch from l.per)::integer::text),
      (outlier.quota_in_flight(l.quota) + (
        select coalesce(pg_catalog.sum(u.calls), 0) from outlier.quota_uses as u where u.quota = l.quota
          and u.until > p_now - l.per
      ))::double precision
    from outlier.quota_limits as l
    union all
    select
      'outlier.quota.limit',
      pg_catalog.jsonb_build_object('quota', l.quota, 'seconds', extract(epoch from l.per)::integer::text),
      l.calls::double precision
    from outlier.quota_limits as l
    union all
    select
      'outlier.quota.held',
      pg_catalog.jsonb_build_object('quota', q.name),
      greatest(0, coalesce(extract(epoch from q.held_until - p_now), 0))::double precision
    from outlier.quotas as q
    union all
    select 'outlier.problems', pg_catalog.jsonb_build_object('kind', p.kind), pg_catalog.count(*)::double precision
    from outlier.problems as p
    group by p.kind
    union all
    select
      'outlier.consent.changes',
      pg_catalog.jsonb_build_object('kind', e.kind, 'source', e.source),
      pg_catalog.count(*)::double precision
    from outlier.consent_events as e
    group by e.kind, e.source
  ) as m;
$$;
comment on function api.read_metrics(timestamptz) is
  'Returns the metrics that the database knows: queues and their age in seconds, waiting requests, quotas (used, '
  'allowed, and held in seconds), problems, and changes of consent.';
grant execute on function api.read_metrics(timestamptz) to outlier_executor;
