create or replace function api.broadcast_year(p_now timestamptz default now())
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(
    pg_catalog.jsonb_agg(
      pg_catalog.jsonb_build_object(
        'id', b.id,
        'firstMessage', b.first_message,
        'state', b.state,
        'runAt', pg_catalog.floor(extract(epoch from b.run_at))::bigint,
        'people', stats.people,
        'leftOut', stats.left_out,
        'sent', stats.first_sent,
        'followUpsSent', stats.second_sent,
        'delivered', stats.delivered,
        'failed', stats.failed,
        'unknown', stats.unknown,
        'replies', stats.replies,
        'optOuts', stats.opt_outs
      )
      order by b.run_at desc, b.id desc
    ),
    '[]'
  )
  from outlier.broadcasts as b
  inner join outlier.batch_stats as stats on stats.id = b.id
  where b.made_at is not null
    and b.run_at > p_now - interval '1 year';
$$;
comment on function api.broadcast_year(timestamptz) is
  'Lists the broadcasts of the last twelve months with their results, the latest first.';
grant execute on function api.broadcast_year(timestamptz) to outlier_executor;
