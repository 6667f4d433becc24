create or replace function outlier.choose_broadcast_audience(p_batch outlier.batches, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_share record;
  v_chosen integer := 0;
begin
  for v_share in
    select bs.segment_id, pg_catalog.floor(bs.ratio * p_batch.no_users / 100)::integer as quota
    from outlier.broadcasts_segments as bs
    where bs.broadcast_id = p_batch.id
    order by bs.segment_id
  loop
    v_chosen := v_chosen + outlier.choose_recipients(p_batch.id, v_share.segment_id, v_share.quota, p_now);
  end loop;

  -- Each share is rounded down, and a segment may be too small. The segment Inactive fills the missing places.
  for v_share in
    select s.id as segment_id
    from outlier.audience_segments as s
    where s.name = 'Inactive'
      and v_chosen < p_batch.no_users
  loop
    v_chosen := v_chosen
      + outlier.choose_recipients(p_batch.id, v_share.segment_id, p_batch.no_users - v_chosen, p_now);
  end loop;
end;
$$;
comment on function outlier.choose_broadcast_audience(outlier.batches, timestamptz) is
  'Stores the audience of a broadcast in recipients: the share of each segment, then people of the segment Inactive '
  'for missing places. OT003: a segment failed.';
