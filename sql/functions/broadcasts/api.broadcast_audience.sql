create or replace function api.broadcast_audience(p_id bigint)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_batch outlier.batches := outlier.require_batch('broadcast', p_id);
begin
  return coalesce(
    (
      select pg_catalog.jsonb_agg(
        pg_catalog.jsonb_build_object(
          'id', s.id,
          'name', s.name,
          'description', s.description,
          'ratio', coalesce(bs.ratio, 0),
          'people', coalesce(pg_catalog.floor(bs.ratio * v_batch.no_users / 100.0), 0)::integer,
          'firstMessage', bs.first_message,
          'secondMessage', bs.second_message
        )
        order by s.id
      )
      from outlier.audience_segments as s
      left join outlier.broadcasts_segments as bs on bs.segment_id = s.id and bs.broadcast_id = p_id
    ),
    '[]'
  );
end;
$$;
comment on function api.broadcast_audience(bigint) is
  'Lists all segments in the order in which they are read, with their ratio in a broadcast, the number of people, and '
  'their own texts. A segment that is not in the broadcast has the ratio 0. OT009: there is no such broadcast.';
grant execute on function api.broadcast_audience(bigint) to outlier_executor;
