-- Who may not be texted is taken out before the limit, so that the quota fills; they are listed with their reason.
create or replace function outlier.choose_recipients(p_broadcast_id bigint, p_segment_id bigint, p_quota integer)
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
  v_limit bigint;
  v_is_cut boolean;
  v_added integer;
  v_unknown integer;
  v_chosen integer := 0;
begin
  select s.* into strict v_segment from outlier.audience_segments as s where s.id = p_segment_id;
  perform outlier.check_segment_query(v_segment.name, v_segment.query);
  -- Enough to fill the quota, even if everybody listed already came first.
  select p_quota + pg_catalog.count(*) into v_limit from outlier.recipients as r where r.broadcast_id = p_broadcast_id;
  loop
    with yielded as materialized (
      select s.phone_number, s.is_barred, pg_catalog.min(s.place) as place
      from outlier.run_segment(v_segment.name, v_segment.query, v_limit) with ordinality as s (phone_number, is_barred, place)
      -- "not in" is hashed, whatever the statistics say; "not exists" was once carried out as a loop over the table for each.
      where s.phone_number not in (
          select r.phone_number
          from outlier.recipients as r
          where r.broadcast_id = p_broadcast_id
        )
        or s.phone_number is null
      group by s.phone_number, s.is_barred
    ),
    listed as (
      (
        select
          y.phone_number,
          -- A scalar, where "exists" could be carried out by hashing the whole audience.
          case when (select true from outlier.authors as a where a.phone_number = y.phone_number) is null then 'invalid_number' end as reason
        from yielded as y
        where not y.is_barred
        order by y.place
        limit p_quota - v_chosen
      )
      union all
      select
        y.phone_number,
        case when a.unsubscribed then 'unsubscribed' when a.exclude then 'excluded' else 'added_via_file_upload' end
      from yielded as y
      inner join outlier.authors as a on a.phone_number = y.phone_number and (a.unsubscribed or a.exclude or a.added_via_file_upload)
      where y.is_barred
    ),
    inserted as (
      insert into outlier.recipients (broadcast_id, audience_segment_id, phone_number, reason)
      select p_broadcast_id, p_segment_id, l.phone_number, l.reason
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
    -- Who is nobody's author took a place of the quota, and who is mentioned twice a place of the limit: others fill it. Each
    -- round but the second lists one at least.
    exit when v_chosen >= p_quota or (v_unknown = 0 and not v_is_cut);
    v_limit := null;
  end loop;
  return v_chosen;
end;
$$;
comment on function outlier.choose_recipients(bigint, bigint, integer) is
  'Adds to a broadcast up to p_quota people of a segment who are not in it yet, lists those who may not be texted, and returns how many it added.';
