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
          'ratio', bs.ratio,
          'people', pg_catalog.floor(bs.ratio * v_batch.no_users / 100.0)::integer
        )
        order by s.id
      )
      from outlier.broadcasts_segments as bs
      inner join outlier.audience_segments as s on s.id = bs.segment_id
      where bs.broadcast_id = p_id
    ),
    '[]'
  );
end;
$$;
comment on function api.broadcast_audience(bigint) is
  'The segments of a broadcast in the order in which they are read, each with its share and how many people that is. '
  'OT009: there is no such broadcast.';
grant execute on function api.broadcast_audience(bigint) to outlier_executor;
