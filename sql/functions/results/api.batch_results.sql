create or replace function api.batch_results(p_kind text, p_id bigint)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_batch outlier.batches := outlier.require_batch(p_kind, p_id);
begin
  return pg_catalog.jsonb_build_object(
    'id', v_batch.id,
    'kind', v_batch.kind,
    'title', v_batch.title,
    'state', v_batch.state,
    'startedAt', pg_catalog.floor(extract(epoch from v_batch.started_at))::bigint,
    'finishedAt', pg_catalog.floor(extract(epoch from v_batch.finished_at))::bigint,
    'funnel', (
      select pg_catalog.jsonb_build_object(
        'people', f.people,
        'leftOut', f.left_out,
        'chosen', f.chosen,
        'givenUp', f.given_up,
        'sent', f.first_sent,
        'delivered', f.first_delivered,
        'failed', f.first_failed,
        'unknown', f.first_unknown,
        'replies', f.replies,
        'optOuts', f.opt_outs
      )
      from outlier.batch_funnel as f
      where f.id = v_batch.id
    ),
    'followUps', (
      select pg_catalog.jsonb_build_object(
        'sent', f.second_sent,
        'delivered', f.second_delivered,
        'failed', f.second_failed,
        'unknown', f.second_unknown
      )
      from outlier.batch_funnel as f
      where f.id = v_batch.id
    ),
    'reasons', outlier.batch_reasons_json(v_batch.id),
    'failures', outlier.batch_failures_json(v_batch.id),
    'segments', outlier.batch_segments_json(v_batch.id),
    'hours', outlier.batch_hours_json(v_batch.id)
  );
end;
$$;
comment on function api.batch_results(text, bigint) is
  'Returns the results of a broadcast or campaign: people by step, reasons why some got nothing, errors of failed '
  'messages, by segment, and by hour since the start. OT009: there is no such batch.';
grant execute on function api.batch_results(text, bigint) to outlier_executor;
