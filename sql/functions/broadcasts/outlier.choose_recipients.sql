-- Reads the segment once, in its order, until the share is full. People who may not be texted take no place of the
-- share. They are listed with a reason if the segment yields them before the share is full.
create or replace function outlier.choose_recipients(
  p_broadcast_id bigint,
  p_segment_id bigint,
  p_quota integer,
  p_now timestamptz default now()
)
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_segment outlier.audience_segments;
  v_people refcursor;
  v_part text[];
  v_added bigint;
  v_unknown bigint;
  v_unknown_in_all bigint := 0;
  v_chosen integer := 0;
begin
  select s.* into strict v_segment from outlier.audience_segments as s where s.id = p_segment_id;
  -- Lock before reading the segment. Otherwise the segment could yield a person who is erased meanwhile, and the
  -- number would be listed.
  lock table outlier.recipients in row exclusive mode;
  v_people := outlier.open_segment(v_segment.name, v_segment.query, p_quota);
  while v_chosen < p_quota loop
    v_part := array(
      select p.phone_number
      -- Read at least 1000 people at a time. Otherwise a long run of people who may not be texted would need many
      -- reads.
      from outlier.read_segment(v_segment.name, v_people, greatest(p_quota - v_chosen, 1000)) as p (phone_number)
    );
    exit when v_part = '{}';
    with
    -- One row for each person who is not listed yet.
    found as (
      select r.phone_number, pg_catalog.min(r.place) as place
      from pg_catalog.unnest(v_part) with ordinality as r (phone_number, place)
      where r.phone_number is not null
        -- With "exists" in place of this scalar subquery, the planner could read the whole batch or table for each
        -- person.
        and (
          select true from outlier.recipients as l where l.batch_id = p_broadcast_id and l.phone_number = r.phone_number
        ) is null
      group by r.phone_number
    ),
    judged as materialized (
      select
        f.phone_number,
        f.place,
        case
          when a.phone_number is null then 'invalid_number'
          when a.unsubscribed then 'unsubscribed'
          when a.exclude then 'excluded'
          when a.added_via_file_upload then 'added_via_file_upload'
        end as reason
      from found as f
      -- With the limit, the planner looks up each person in the index. A join could hash the whole audience.
      left join lateral (
        select a.phone_number, a.unsubscribed, a.exclude, a.added_via_file_upload
        from outlier.authors as a
        where a.phone_number = f.phone_number
        limit 1
      ) as a on true
    ),
    chosen as materialized (
      select j.phone_number, j.place
      from judged as j
      where j.reason is null
      order by j.place
      limit p_quota - v_chosen
    ),
    left_out as (
      select j.phone_number, j.reason, j.place
      from judged as j
      where j.reason is not null
        and j.place < coalesce(
          (select pg_catalog.max(c.place) from chosen as c having pg_catalog.count(*) = p_quota - v_chosen),
          9223372036854775807
        )
    ),
    inserted as (
      insert into outlier.recipients (batch_id, broadcast_id, audience_segment_id, phone_number, reason)
      select p_broadcast_id, p_broadcast_id, p_segment_id, l.phone_number, l.reason
      from (
        select c.phone_number, null as reason
        from chosen as c
        union all
        select o.phone_number, o.reason
        from left_out as o
        where o.reason <> 'invalid_number'
        union all
        (
          select o.phone_number, o.reason
          from left_out as o
          where o.reason = 'invalid_number'
          order by o.place
          -- A segment's query may yield any number of unknown numbers.
          limit greatest(p_quota - v_unknown_in_all, 0)
        )
      ) as l
      returning 1
    )
    select
      (select pg_catalog.count(*) from chosen),
      (select pg_catalog.count(*) from left_out as o where o.reason = 'invalid_number')
    into v_added, v_unknown;
    v_chosen := v_chosen + v_added;
    v_unknown_in_all := v_unknown_in_all + v_unknown;
  end loop;
  close v_people;
  if v_chosen < p_quota and v_unknown_in_all > 0 then
    perform outlier.report_incident(
      'segment_unknown_numbers',
      pg_catalog.format(
        'segment "%s" yielded %s numbers that are not in outlier.authors, and only %s of the %s people that '
        'were needed',
        v_segment.name, v_unknown_in_all, v_chosen, p_quota
      ),
      'Change its query so that it yields phone_number of outlier.authors.',
      p_broadcast_id,
      p_now
    );
  end if;
  return v_chosen;
end;
$$;
comment on function outlier.choose_recipients(bigint, bigint, integer, timestamptz) is
  'Adds up to p_quota people of a segment who are not in the broadcast yet. Returns how many it added. Lists people '
  'who may not be texted and came before the share was full. Opens an incident if the share is not full and the '
  'segment yielded unknown numbers.';
