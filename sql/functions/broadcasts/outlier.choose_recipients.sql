-- Who may not be texted is taken out before the limit, so that the quota fills; they are listed with their reason.
create or replace function outlier.choose_recipients(p_broadcast_id bigint, p_segment_id bigint, p_quota integer)
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_segment outlier.audience_segments;
  v_chosen integer;
begin
  select s.* into strict v_segment from outlier.audience_segments as s where s.id = p_segment_id;

  with judged as materialized (
    select
      yielded.phone_number,
      yielded.place,
      case
        when a.phone_number is null then 'invalid_number'
        when a.unsubscribed then 'unsubscribed'
        when a.exclude then 'excluded'
        when a.added_via_file_upload then 'added_via_file_upload'
      end as reason
    from outlier.segment_phone_numbers(v_segment.name, v_segment.query) as yielded
    left join outlier.authors as a on a.phone_number = yielded.phone_number
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
      limit p_quota
    )
    union all
    select j.phone_number, j.place, j.reason
    from judged as j
    where j.reason is not null
  ),
  inserted as (
    insert into outlier.recipients (broadcast_id, audience_segment_id, phone_number, reason)
    select p_broadcast_id, p_segment_id, l.phone_number, l.reason
    from listed as l
    order by l.place
    returning reason
  )
  select pg_catalog.count(*) into v_chosen from inserted as i where i.reason is null;
  return v_chosen;
end;
$$;
comment on function outlier.choose_recipients(bigint, bigint, integer) is
  'Adds to a broadcast up to p_quota people of a segment who are not in it yet, lists those who may not be texted, and returns how many it added.';
