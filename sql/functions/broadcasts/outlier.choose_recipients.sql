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
as $$
declare
  v_segment outlier.audience_segments;
  v_people refcursor;
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
    with read as materialized (
      select p.phone_number, p.place
      -- Never so few at a time that a long row of people who may not be texted would take long.
      from outlier.read_segment(v_segment.name, v_people, greatest(p_quota - v_chosen, 1000))
        with ordinality as p (phone_number, place)
    ),
    -- Once for each person who is not listed yet.
    found as (
      select r.phone_number, pg_catalog.min(r.place) as place
      from read as r
      where r.phone_number is not null
        -- A scalar, where "exists" could be carried out by hashing all recipients.
        and (
          select true from outlier.recipients as l where l.batch_id = p_broadcast_id and l.phone_number = r.phone_number
        ) is null
      group by r.phone_number
    ),
    judged as (
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
      -- The limit has each person looked up by the index, where a join could be carried out by hashing the whole
      -- audience.
      left join lateral (
        select a.phone_number, a.unsubscribed, a.exclude, a.added_via_file_upload
        from outlier.authors as a
        where a.phone_number = f.phone_number
        limit 1
      ) as a on true
    ),
    counted as (
      select
        j.phone_number,
        j.reason,
        j.place,
        pg_catalog.count(*) filter (where j.reason is null) over before_them as chosen_before,
        pg_catalog.count(*) filter (where j.reason = 'invalid_number') over before_them as unknown_before
      from judged as j
      window before_them as (order by j.place rows between unbounded preceding and 1 preceding)
    ),
    listed as (
      select c.phone_number, c.reason, c.place, v_unknown_in_all + c.unknown_before as unknown_before
      from counted as c
      where c.chosen_before < p_quota - v_chosen
    ),
    inserted as (
      insert into outlier.recipients (batch_id, broadcast_id, audience_segment_id, phone_number, reason)
      select p_broadcast_id, p_broadcast_id, p_segment_id, l.phone_number, l.reason
      from listed as l
      -- A query may make up any number of them.
      where l.reason is distinct from 'invalid_number' or l.unknown_before < p_quota
      order by l.place
      returning 1
    )
    select
      (select pg_catalog.count(*) from read),
      pg_catalog.count(*) filter (where l.reason is null),
      pg_catalog.count(*) filter (where l.reason = 'invalid_number')
    into v_read, v_added, v_unknown
    from listed as l;
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
