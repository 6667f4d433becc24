-- By place, so that a claim of five hundred messages looks at a few dozen places and not at five hundred people.
create or replace function outlier.hours_of(p_is_second boolean, p_ids bigint[], p_now timestamptz)
returns table (id bigint, is_open boolean, until timestamptz)
language sql
stable
set search_path = ''
as $$
  with people as materialized (
    select
      q.id,
      -- What place_of looks at: of a North American number the area code.
      case
        when q.recipient_phone_number like '+1%' then pg_catalog.left(q.recipient_phone_number, 5)
        else q.recipient_phone_number
      end as number,
      coalesce(a.time_zone, '') as time_zone,
      coalesce(a.state, '') as state
    from outlier.queued_messages as q
    inner join outlier.batches as b on b.id = q.batch_id
    left join outlier.authors as a on a.phone_number = q.recipient_phone_number
    where q.is_second = p_is_second
      and q.id = any (p_ids)
      and b.exempt_reason is null
  ),
  places as materialized (
    select d.number, d.time_zone, d.state, p.states, p.time_zones
    from (select distinct p.number, p.time_zone, p.state from people as p) as d
    cross join lateral outlier.place_of(d.number, nullif(d.time_zone, ''), nullif(d.state, '')) as p
  ),
  windows as materialized (
    select d.states, d.time_zones, w.is_open, w.until
    from (select distinct p.states, p.time_zones from places as p) as d
    cross join lateral outlier.contact_window(d.states, d.time_zones, p_now) as w
  )
  select p.id, w.is_open, w.until
  from people as p
  inner join places as l on l.number = p.number and l.time_zone = p.time_zone and l.state = p.state
  inner join windows as w on w.states = l.states and w.time_zones = l.time_zones;
$$;
comment on function outlier.hours_of(boolean, bigint[], timestamptz) is
  'Whether the contact hours of the recipients of queued messages are open, and until when they stay open or closed; '
  'until is null where they do not open within two weeks. Messages of exempt batches are left out.';
