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
  v_added integer;
  v_unknown integer;
  v_chosen integer := 0;
begin
  select s.* into strict v_segment from outlier.audience_segments as s where s.id = p_segment_id;
  loop
    with judged as materialized (
      select
        yielded.phone_number,
        yielded.place,
        case
          when barred.unsubscribed then 'unsubscribed'
          when barred.exclude then 'excluded'
          when barred.added_via_file_upload then 'added_via_file_upload'
        end as reason
      from outlier.segment_phone_numbers(v_segment.name, v_segment.query) as yielded
      left join outlier.authors as barred
        on barred.phone_number = yielded.phone_number
        and (barred.unsubscribed or barred.exclude or barred.added_via_file_upload)
      where not exists (
        select from outlier.recipients as r
        where r.broadcast_id = p_broadcast_id
          and r.phone_number = yielded.phone_number
      )
    ),
    listed as (
      (
        select j.phone_number, j.place, j.reason
        from judged as j
        where j.reason is null
        order by j.place
        limit p_quota - v_chosen
      )
      union all
      select j.phone_number, j.place, j.reason
      from judged as j
      where j.reason is not null
    ),
    inserted as (
      insert into outlier.recipients (broadcast_id, audience_segment_id, phone_number, reason)
      select
        p_broadcast_id,
        p_segment_id,
        l.phone_number,
        case when exists (select from outlier.authors as a where a.phone_number = l.phone_number) then l.reason else 'invalid_number' end
      from listed as l
      order by l.place
      returning reason
    )
    select
      pg_catalog.count(*) filter (where i.reason is null),
      pg_catalog.count(*) filter (where i.reason = 'invalid_number')
    into v_added, v_unknown
    from inserted as i;
    v_chosen := v_chosen + v_added;
    -- Who is nobody's author took a place of the quota: it is filled from the others. Each round lists one at least.
    exit when v_unknown = 0 or v_chosen >= p_quota;
  end loop;
  return v_chosen;
end;
$$;
comment on function outlier.choose_recipients(bigint, bigint, integer) is
  'Adds to a broadcast up to p_quota people of a segment who are not in it yet, lists those who may not be texted, and returns how many it added.';
