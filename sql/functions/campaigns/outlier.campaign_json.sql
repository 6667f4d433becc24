create or replace function outlier.campaign_json(
  p_campaign_id bigint,
  p_now timestamptz default now(),
  p_with_results boolean default false,
  p_with_forecast boolean default true
)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'id', c.id,
    'title', c.title,
    'firstMessage', outlier.campaign_text(c),
    'secondMessage', c.second_message,
    'segments', c.segments,
    'delay', c.delay,
    'recipientCount', c.recipient_count,
    'labelIds', pg_catalog.to_jsonb(c.label_ids),
    'runAt', pg_catalog.floor(extract(epoch from c.run_at))::bigint,
    'state', c.state,
    'error', c.error,
    'forecast', forecast.forecast,
    'progress', outlier.progress_json(c.id, forecast.forecast)
  ) || outlier.rules_json(b) || case
    when p_with_results then pg_catalog.jsonb_build_object(
      'firstMessageCount', p.first_sent,
      'secondMessageCount', p.second_sent,
      'failedDeliveries', p.failed,
      'unsubscribes', p.opt_outs,
      'totalReplies', p.replies
    )
    else '{}'
  end
  from outlier.campaigns as c
  inner join outlier.batches as b on b.id = c.id
  inner join outlier.campaign_progress as p on p.id = c.id
  cross join lateral (
    select case when p_with_forecast then outlier.forecast_json(b, p_now) end as forecast offset 0
  ) as forecast
  where c.id = p_campaign_id;
$$;
comment on function outlier.campaign_json(bigint, timestamptz, boolean, boolean) is
  'Returns a campaign as the HTTP API shows it, with its results and its forecast if requested.';
