-- A cohort is a number of messages of one batch that a claim treats alike. They are due together, are next to each
-- other in the queue, and have the same contact hours and the same bar by a cap. For a large batch, a sample of 10,000
-- to 20,000 rows stands for all.
create or replace function outlier.forecast_cohorts(p_batch outlier.batches, p_now timestamptz)
returns table (
  batch_id bigint, is_second boolean, due_at timestamptz, hours integer, states text[], time_zones text[],
  barred_until timestamptz, follow_up_barred_until timestamptz, messages double precision
)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    with counted as materialized (
      select b.id as batch_id, lane.is_second, n.messages
      from outlier.batches as b
      cross join (values (false), (true)) as lane (is_second)
      cross join lateral (
        select pg_catalog.count(*) as messages
        from outlier.queued_messages as q
        where q.batch_id = b.id
          and q.is_second = lane.is_second
          and q.state <> 'unknown'
      ) as n
      where (b.state = 'sending' or b.id = p_batch.id)
        and n.messages > 0
    ),
    queued as materialized (
      select n.batch_id, n.is_second, s.due_at, s.id, s.phone_number
      from counted as n
      cross join lateral (
        select q.due_at, q.id, q.recipient_phone_number as phone_number
        from outlier.queued_messages as q
        where q.batch_id = n.batch_id
          and q.is_second = n.is_second
          and q.state <> 'unknown'
          and q.id % greatest(1, n.messages / 10000) = 0
        offset 0
      ) as s
    ),
    lanes as materialized (
      select
        q.batch_id, q.is_second, pg_catalog.min(q.due_at) as first_due, pg_catalog.max(q.due_at) as last_due,
        pg_catalog.min(q.id) as first_id, pg_catalog.max(q.id) as last_id,
        n.messages::double precision / pg_catalog.count(*) as weight
      from queued as q
      inner join counted as n on n.batch_id = q.batch_id and n.is_second = q.is_second
      group by q.batch_id, q.is_second, n.messages
    ),
    scheduled as materialized (
      select b, case b.kind when 'broadcast' then (
        select outlier.broadcast_run_at(shown) from outlier.broadcasts as shown where shown.id = b.id
      ) else b.run_at end as run_at
      from outlier.batches as b
      where b.state = 'scheduled'
        and b.id is distinct from p_batch.id
    ),
    coming as (
      select s.b as batch, greatest(s.run_at, p_now) as run_at, false as is_target
      from scheduled as s
      cross join outlier.settings as settings
      where s.run_at >= p_now - settings.catch_up_window
        and s.run_at < p_now + interval '31 days'
      union all
      select p_batch, greatest(p_batch.run_at, p_now), true
      where p_batch.started_at is null
    ),
    cohorts as materialized (
      select
        q.batch_id, q.is_second,
        -- Sixty steps of time and thirty of place are enough to keep the order of a queue.
        pg_catalog.date_bin(
          greatest((l.last_due - l.first_due) / 60, interval '1 millisecond'), q.due_at, l.first_due
        ) as due_step,
        pg_catalog.max(q.due_at) as due_at,
        (30 * (q.id - l.first_id) / (l.last_id - l.first_id + 1))::integer as place,
        case
          when q.phone_number like '+1%' then pg_catalog.left(q.phone_number, 5)
          else q.phone_number
        end as number,
        a.time_zone, a.state,
        case when q.is_second then c.queued_follow_up_until else c.first_until end as barred_until,
        c.follow_up_until,
        pg_catalog.count(*) * pg_catalog.max(l.weight) as messages
      from queued as q
      inner join lanes as l on l.batch_id = q.batch_id and l.is_second = q.is_second
      left join (
        select placed.phone_number, placed.time_zone, placed.state
        from outlier.authors as placed
        where placed.time_zone is not null or placed.state is not null
      ) as a on a.phone_number = q.phone_number
      left join outlier.find_cap_ends(array(select asked.phone_number from queued as asked), p_now) as c
        on c.phone_number = q.phone_number
      group by 1, 2, 3, 5, 6, 7, 8, 9, 10
      union all
      select
        (s.batch).id, false, s.run_at, s.run_at, p.place, p.number, p.time_zone, p.state,
        p.first_until, p.follow_up_until, p.people
      from coming as s
      cross join lateral outlier.audience_places(s.batch, s.is_target, p_now) as p
    ),
    -- All numbers of one area code are in one place.
    places as materialized (
      select d.number, d.time_zone, d.state, p.states, p.time_zones
      from (select distinct c.number, c.time_zone, c.state from cohorts as c) as d
      cross join lateral outlier.find_place(d.number, d.time_zone, d.state) as p
    ),
    -- Places with the same time zones and the same rules open and close together.
    rules as materialized (
      select
        d.states, d.time_zones,
        pg_catalog.dense_rank() over (order by d.time_zones, r.days)::integer as hours
      from (select distinct p.states, p.time_zones from places as p) as d
      cross join lateral (
        select pg_catalog.string_agg(w.weekday || ' ' || w.opens || ' ' || w.closes, ',' order by w.weekday) as days
        from (
          select h.weekday, pg_catalog.max(h.opens) as opens, pg_catalog.min(h.closes) as closes
          from outlier.contact_hours as h
          where h.state is null
            or h.state = any (d.states)
            or h.state in (select s.country from outlier.states as s where s.code = any (d.states))
          group by h.weekday
        ) as w
      ) as r
    )
    select
      c.batch_id, c.is_second, pg_catalog.max(c.due_at), r.hours, pg_catalog.min(r.states),
      pg_catalog.min(r.time_zones), c.barred_until, c.follow_up_until, pg_catalog.sum(c.messages)
    from cohorts as c
    inner join places as p
      on p.number = c.number
      and p.time_zone is not distinct from c.time_zone
      and p.state is not distinct from c.state
    inner join rules as r on r.states = p.states and r.time_zones = p.time_zones
    group by c.batch_id, c.is_second, c.due_step, c.place, r.hours, c.barred_until, c.follow_up_until
    order by c.batch_id, c.is_second, 3, c.place, pg_catalog.min(c.number);
end;
$$;
comment on function outlier.forecast_cohorts(outlier.batches, timestamptz) is
  'Returns groups of messages for a forecast, in the order in which they are claimed. Each group has messages that '
  'are sent alike. Includes queued messages, and those that scheduled batches and the given batch will add. batch_id '
  'is null if the batch is not saved yet. hours: groups with the same number open and close together.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.forecast_cohorts(outlier.batches, timestamptz) to outlier_reader;
