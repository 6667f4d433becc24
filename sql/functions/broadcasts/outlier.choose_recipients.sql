-- Who may not be texted is taken out before the limit, so that the quota fills; they are listed with their reason.
-- A segment is run once, and once more where that may fill what is missing: one that yields other numbers each time
-- would never come to an end.
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
  v_plan jsonb;
  v_is_rerun boolean;
  v_is_known boolean;
  v_limit bigint;
  v_except text[];
  v_is_cut boolean;
  v_added integer;
  v_unknown integer;
  v_unknown_in_all integer := 0;
  v_chosen integer := 0;
begin
  select s.* into strict v_segment from outlier.audience_segments as s where s.id = p_segment_id;
  v_plan := outlier.check_segment_query(v_segment.name, v_segment.query);
  v_is_known := outlier.yields_authors(v_plan);
  -- Enough to fill the quota, even if everybody listed already came first.
  select p_quota + pg_catalog.count(*) into v_limit from outlier.recipients as r where r.batch_id = p_broadcast_id;
  -- Of a query that yields many more than are wanted only so many are asked for, and those who may not be texted on their own.
  -- One that yields hardly more, or that takes several processes, is run once.
  if (v_plan ->> 'Plan Rows')::double precision > 2 * p_quota
    and not pg_catalog.jsonb_path_exists(v_plan, 'strict $.** ? (@."Node Type" like_regex "Gather")')
  then
    v_limit := p_quota;
    v_except := array(select r.phone_number from outlier.recipients as r where r.batch_id = p_broadcast_id);
  end if;
  foreach v_is_rerun in array array[false, true] loop
    with yielded as materialized (
      select s.phone_number, s.reason, pg_catalog.min(s.place) as place
      from outlier.run_segment(v_segment.name, v_segment.query, v_limit, v_except) with ordinality as s (phone_number, reason, place)
      -- "not in" is hashed, whatever the statistics say; "not exists" was once carried out as a loop over the table for each.
      where s.phone_number not in (
          select r.phone_number
          from outlier.recipients as r
          where r.batch_id = p_broadcast_id
        )
        or s.phone_number is null
      group by s.phone_number, s.reason
    ),
    candidates as materialized (
      select
        y.phone_number,
        y.place,
        -- A scalar, where "exists" could be carried out by hashing the whole audience.
        not v_is_known
          and (select true from outlier.authors as a where a.phone_number = y.phone_number) is null as is_unknown
      from (
        select y.phone_number, y.place
        from yielded as y
        where y.phone_number is not null
          and y.reason is null
        order by y.place
        -- The second time people are looked for beyond those who are nobody's author.
        limit case when not v_is_rerun then p_quota end
      ) as y
    ),
    listed as (
      (
        select c.phone_number, null as reason
        from candidates as c
        where not c.is_unknown
        order by c.place
        limit p_quota - v_chosen
      )
      union all
      (select c.phone_number, 'invalid_number' from candidates as c where c.is_unknown order by c.place limit p_quota)
      union all
      select y.phone_number, y.reason
      from yielded as y
      where y.reason is not null
    ),
    inserted as (
      insert into outlier.recipients (batch_id, broadcast_id, audience_segment_id, phone_number, reason)
      select p_broadcast_id, p_broadcast_id, p_segment_id, l.phone_number, l.reason
      from listed as l
      returning reason
    )
    select
      exists (select from yielded as y where y.phone_number is null),
      pg_catalog.count(*) filter (where i.reason is null),
      pg_catalog.count(*) filter (where i.reason = 'invalid_number')
    into v_is_cut, v_added, v_unknown
    from inserted as i;
    v_chosen := v_chosen + v_added;
    v_unknown_in_all := v_unknown_in_all + v_unknown;
    -- Who is nobody's author took a place of the quota, and who is mentioned twice a place of the limit: others
    -- fill it.
    exit when v_chosen >= p_quota or (v_unknown = 0 and not v_is_cut);
    v_limit := null;
    v_except := null;
  end loop;
  if v_chosen < p_quota and v_unknown_in_all > 0 then
    perform outlier.report_incident(
      'segment_unknown_numbers',
      pg_catalog.format(
        'segment "%s" yielded %s numbers of nobody in outlier.authors, and %s people of the %s that were wanted',
        v_segment.name, v_unknown_in_all, v_chosen, p_quota
      ),
      'Have its query yield phone_number of outlier.authors, and the same people each time that it runs.',
      p_broadcast_id,
      p_now
    );
  end if;
  return v_chosen;
end;
$$;
comment on function outlier.choose_recipients(bigint, bigint, integer, timestamptz) is
  'Adds to a broadcast up to p_quota people of a segment who are not in it yet, lists those who may not be '
  'texted, and returns how many it added. An incident says where numbers that are nobody''s kept it from filling '
  'p_quota.';
