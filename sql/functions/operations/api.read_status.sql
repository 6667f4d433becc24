-- `outlier status` may call this every second. The result names no person: anything that looks like a phone number is
-- removed from all of it.
create or replace function api.read_status(p_now timestamptz default clock_timestamp())
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_settings outlier.settings;
  v_status jsonb;
begin
  select s.* into v_settings from outlier.settings as s;
  -- Times are in the newsroom's time zone.
  perform pg_catalog.set_config('timezone', v_settings.time_zone, true);
  v_status := pg_catalog.jsonb_build_object(
    'at', p_now,
    'stopped', v_settings.sending_stopped,
    'queues', (
      select pg_catalog.jsonb_agg(
        pg_catalog.jsonb_build_object(
          'name',
          q.queue,
          'due',
          q.due,
          'dueLater',
          q.due_later,
          'sending',
          q.sending,
          'unknown',
          q.unknown,
          'nextDueAt',
          q.next_due_at
        )
        order by q.queue
      )
      from outlier.queue_status as q
    ),
    'requests', (
      select pg_catalog.jsonb_build_object(
        'waiting',
        pg_catalog.count(*) filter (where r.state = 'waiting'),
        'working',
        pg_catalog.count(*) filter (where r.state = 'working')
      )
      from outlier.requests as r
    ),
    'quotas', (
      select pg_catalog.jsonb_agg(
        pg_catalog.jsonb_build_object(
          'name', q.name,
          'underWay', outlier.quota_in_flight(q.name),
          'atOnce', q.max_concurrent,
          'limits', (
            select coalesce(
              pg_catalog.jsonb_agg(
                pg_catalog.jsonb_build_object(
                  'seconds', extract(epoch from l.per)::bigint,
                  'calls', l.calls,
                  'used', outlier.quota_in_flight(q.name) + (
                    select coalesce(pg_catalog.sum(u.calls), 0) from outlier.quota_uses as u where u.quota = l.quota
                      and u.until > p_now - l.per
                  )
                )
                order by l.per
              ),
              '[]'
            )
            from outlier.quota_limits as l
            where l.quota = q.name
          ),
          'heldUntil', case when q.held_until > p_now then q.held_until end,
          'reason', case when q.held_until > p_now then q.hold_reason end
        )
        order by q.name
      )
      from outlier.quotas as q
    ),
    'sending', (
      select coalesce(
        pg_catalog.jsonb_agg(
          pg_catalog.jsonb_build_object(
            'name',
            s.name,
            'state',
            s.state,
            'people',
            s.people,
            'sent',
            s.sent,
            'left',
            s.waiting,
            'unknown',
            s.unknown,
            'delivered', s.delivered, 'failed', s.failed, 'expectedEnd', s.expected_end
          )
          order by s.run_at, s.name
        ),
        '[]'
      )
      from (
        select
          b.kind || ' ' || b.id || coalesce(': ' || b.title, '') as name, b.state, b.run_at, b.people,
          b.first_sent + b.second_sent as sent,
          b.first_waiting + b.first_sending + b.second_waiting - b.second_unknown as waiting,
          b.first_unknown + b.second_unknown as unknown, b.delivered, b.failed, b.expected_end
        from outlier.batch_progress as b
        where b.state in ('sending', 'paused')
      ) as s
    ),
    'upcoming', (
      select coalesce(
        pg_catalog.jsonb_agg(
          pg_catalog.jsonb_build_object('name', u.name, 'runAt', u.run_at) order by u.run_at, u.name
        ),
        '[]'
      )
      from (
        select 'broadcast ' || b.id as name, outlier.broadcast_run_at(b) as run_at
        from outlier.broadcasts as b
        where b.state = 'scheduled'
        union all
        (
          select 'campaign ' || c.id || coalesce(': ' || c.title, ''), c.run_at
          from outlier.campaigns as c
          where c.state = 'scheduled'
          order by c.run_at
          limit 5
        )
      ) as u
    ),
    'jobs', (
      select coalesce(
        pg_catalog.jsonb_agg(
          pg_catalog.jsonb_build_object(
            'name',
            j.job,
            'schedule',
            j.schedule,
            'lastStartedAt',
            j.last_started_at,
            'lastStatus',
            j.last_status,
            'problem',
            j.problem
          )
          order by j.job
        ),
        '[]'
      )
      from outlier.job_status as j
    ),
    'problems', (
      select coalesce(
        pg_catalog.jsonb_agg(
          pg_catalog.jsonb_build_object('kind', p.kind, 'message', p.message, 'hint', p.hint, 'since', p.occurred_at)
          order by p.occurred_at nulls last, p.kind
        ),
        '[]'
      )
      from outlier.problems as p
    )
  );
  return pg_catalog.regexp_replace(
    v_status::text,
    E'\\+[1-9][0-9]{6,14}|(?<![0-9])(?:\\([2-9][0-9]{2}\\)|[2-9][0-9]{2})[-. ]{1,2}[0-9]{3}[-. ][0-9]{4}(?![0-9])',
    '+…',
    'g'
  )::jsonb;
end;
$$;
comment on function api.read_status(timestamptz) is
  'Returns the current state for `outlier status`: queues, quotas, what is being sent and until when, upcoming '
  'batches, jobs and problems. Contains no person.';
grant execute on function api.read_status(timestamptz) to outlier_executor;
