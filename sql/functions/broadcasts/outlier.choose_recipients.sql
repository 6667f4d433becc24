-- One pass over the segment, in its order, that ends where the share is full. People who may not be texted take no
-- place of the share; those whom the segment yielded before its end are listed with their reason, and nobody beyond it
-- is.
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
-- A segment may yield everybody.
set work_mem = '128MB'
-- Compiling a plan would take longer than carrying it out.
set jit = off
-- A few people are looked up by the index, and a hundred thousand by reading the audience once: each call plans for as
-- many as it reads.
set plan_cache_mode = force_custom_plan
as $$
declare
  v_segment outlier.audience_segments;
  v_people refcursor;
  v_wanted integer;
  v_read bigint;
  v_added bigint;
  v_unknown bigint;
  v_unknown_in_all bigint := 0;
  v_chosen integer := 0;
begin
  select s.* into strict v_segment from outlier.audience_segments as s where s.id = p_segment_id;
  -- Before the segment is read: a person who is erased meanwhile is not yielded, and their number is not listed.
  lock table outlier.recipients in row exclusive mode;
  v_people := outlier.open_segment(v_segment.name, v_segment.query, p_quota);
  while v_chosen < p_quota loop
    -- Never so few at a time that a long row of people who may not be texted would take long.
    v_wanted := greatest(p_quota - v_chosen, 1000);
    with read as materialized (
      select p.phone_number, p.place
      from outlier.read_segment(v_segment.name, v_people, v_wanted) with ordinality as p (phone_number, place)
      -- There are no more. It tells the planner how many there are.
      limit v_wanted
    ),
    -- Once for each person who is not listed yet.
    judged as (
      select
        r.phone_number,
        pg_catalog.min(r.place) as place,
        pg_catalog.min(
          case
            when a.phone_number is null then 'invalid_number'
            when a.unsubscribed then 'unsubscribed'
            when a.exclude then 'excluded'
            when a.added_via_file_upload then 'added_via_file_upload'
          end
        ) as reason
      from read as r
      left join outlier.authors as a on a.phone_number = r.phone_number
      left join outlier.recipients as l on l.batch_id = p_broadcast_id and l.phone_number = r.phone_number
      where r.phone_number is not null
        and l.phone_number is null
      group by r.phone_number
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
          -- A query may make up any number of them.
          limit greatest(p_quota - v_unknown_in_all, 0)
        )
      ) as l
      returning 1
    )
    select
      (select pg_catalog.count(*) from read),
      (select pg_catalog.count(*) from chosen),
      (select pg_catalog.count(*) from left_out as o where o.reason = 'invalid_number')
    into v_read, v_added, v_unknown;
    exit when v_read = 0;
    v_chosen := v_chosen + v_added;
    v_unknown_in_all := v_unknown_in_all + v_unknown;
  end loop;
  close v_people;
  if v_chosen < p_quota and v_unknown_in_all > 0 then
    perform outlier.report_incident(
      'segment_unknown_numbers',
      pg_catalog.format(
        'segment "%s" yielded %s numbers of nobody in outlier.authors, and %s people of the %s that were wanted',
        v_segment.name, v_unknown_in_all, v_chosen, p_quota
      ),
      'Have its query yield phone_number of outlier.authors.',
      p_broadcast_id,
      p_now
    );
  end if;
  return v_chosen;
end;
$$;
comment on function outlier.choose_recipients(bigint, bigint, integer, timestamptz) is
  'Adds to a broadcast up to p_quota people of a segment who are not in it yet, and returns how many it added. Lists '
  'those who came before the share was full and may not be texted. An incident says where numbers that are nobody''s '
  'kept the share from filling.';
