create or replace function api.count_segment(p_id bigint, p_request jsonb)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_batch outlier.batches := outlier.require_batch('broadcast', p_id);
  v_segment outlier.audience_segments;
  v_share numeric := outlier.read_share(p_request);
  v_people refcursor;
  v_count bigint;
begin
  select s.* into v_segment
  from outlier.audience_segments as s
  where s.id = outlier.request_integer(p_request, 'segment');
  if not found then
    raise exception using
      errcode = 'OT009',
      message = pg_catalog.format('segment %s does not exist', outlier.mask_value(p_request ->> 'segment'));
  end if;
  v_people := outlier.open_segment(v_segment.name, v_segment.query, p_only_count => true);
  select y.people::bigint into v_count from outlier.read_segment(v_segment.name, v_people) as y (people);
  close v_people;
  return pg_catalog.jsonb_build_object(
    'people', v_count,
    'wanted', pg_catalog.floor(v_share * v_batch.no_users / 100.0)::bigint
  );
end;
$$;
comment on function api.count_segment(bigint, jsonb) is
  'Counts the people of a segment who may get a broadcast now, and those whom the broadcast would take with a ratio: '
  '{segment, ratio?} in, {people, wanted} out. wanted is null if the ratio is not valid. OT002, OT003: the query of '
  'the segment is not accepted, or failed. OT009: there is no such broadcast or segment.';
grant execute on function api.count_segment(bigint, jsonb) to outlier_executor;
