create or replace function outlier.batch_segments_json(p_batch_id bigint)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    pg_catalog.jsonb_agg(
      pg_catalog.jsonb_build_object(
        'id', sums.segment_id,
        'name', s.name,
        'people', sums.people,
        'leftOut', sums.left_out,
        'sent', sums.first_sent,
        'followUpsSent', sums.second_sent,
        'delivered', sums.delivered,
        'failed', sums.failed,
        'unknown', sums.unknown,
        'replies', sums.replies,
        'optOuts', sums.opt_outs
      )
      order by sums.segment_id
    ),
    '[]'
  )
  from outlier.batch_segment_sums as sums
  left join outlier.audience_segments as s on s.id = sums.segment_id
  where sums.batch_id = p_batch_id;
$$;
comment on function outlier.batch_segments_json(bigint) is
  'Returns the results of each segment of a batch. A campaign has one row without a segment. delivered, failed and '
  'unknown count first messages and follow-ups.';
