-- A forecast takes a tenth of a second. So only batches that are being sent or paused have one, and at most three of
-- them.
create or replace function api.today(p_now timestamptz default now())
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_settings outlier.settings;
  v_today jsonb;
begin
  select s.* into v_settings from outlier.settings as s;
  v_today := pg_catalog.jsonb_build_object(
    'now', pg_catalog.floor(extract(epoch from p_now))::bigint,
    'timeZone', v_settings.time_zone,
    'isStopped', v_settings.sending_stopped,
    'sending', (
      select coalesce(
        pg_catalog.jsonb_agg(
          pg_catalog.jsonb_build_object(
            'id', shown.id,
            'kind', shown.kind,
            'title', shown.title,
            'firstMessage', shown.first_message,
            'state', shown.state,
            'error', shown.error,
            'priority', shown.priority,
            'exemptReason', shown.exempt_reason,
            'startedAt', pg_catalog.floor(extract(epoch from shown.started_at))::bigint,
            'perMinute', pg_catalog.round(coalesce(shown.messages, 0) / 5.0, 1),
            'forecast', shown.forecast,
            'progress', outlier.progress_json(shown.id, shown.forecast)
          )
          order by shown.place
        ),
        '[]'
      )
      from (
        select
          latest.*, rates.messages,
          case when latest.place <= 3 then outlier.forecast_json(latest.batch, p_now) end as forecast
        from (
          select
            b.id, b.kind, b.title, b.first_message, b.state, b.error, b.priority, b.exempt_reason, b.started_at,
            b as batch, pg_catalog.row_number() over (order by b.state desc, b.started_at desc, b.id desc) as place
          from outlier.batches as b
          where b.state in ('sending', 'paused')
        ) as latest
        left join outlier.sending_rates(p_now) as rates on rates.batch_id = latest.id
        where latest.place <= 20
        offset 0
      ) as shown
    ),
    'problems', outlier.problems_json(),
    'reviews', (
      select pg_catalog.jsonb_build_object(
        'open', pg_catalog.count(*),
        'dueAt', pg_catalog.floor(extract(epoch from pg_catalog.min(r.due_at)))::bigint
      )
      from outlier.consent_reviews as r
      where r.decision is null
    ),
    'next', (
      select coalesce(
        pg_catalog.jsonb_agg(
          pg_catalog.jsonb_build_object(
            'id', n.id,
            'kind', n.kind,
            'title', n.title,
            'firstMessage', n.first_message,
            'runAt', pg_catalog.floor(extract(epoch from n.run_at))::bigint,
            'people', n.people,
            'pausedAt', pg_catalog.floor(extract(epoch from n.held_at))::bigint,
            'approval', n.approval
          )
          order by n.run_at nulls last, n.id
        ),
        '[]'
      )
      from (
        select
          b.id, b.kind, b.title, b.first_message, b.no_users as people, outlier.approval_json(b) as approval,
          (
            select outlier.broadcast_run_at(upcoming)
            from outlier.broadcasts as upcoming
            where upcoming.id = b.id
          ) as run_at,
          b.held_at
        from outlier.batches as b
        where b.kind = 'broadcast'
          and b.state = 'scheduled'
        union all
        (
          select
            c.id, c.kind, c.title, c.first_message, c.recipient_count, outlier.approval_json(c), c.run_at,
            c.held_at
          from outlier.batches as c
          where c.kind = 'campaign'
            and c.state = 'scheduled'
          order by c.run_at
          limit 5
        )
      ) as n
    )
  );
  return v_today;
end;
$$;
comment on function api.today(timestamptz) is
  'Returns what the first page of the team shows: what is being sent with its progress, messages per minute and '
  'expected end, problems with what to do, the number of open reviews, and upcoming batches.';
grant execute on function api.today(timestamptz) to outlier_executor;
