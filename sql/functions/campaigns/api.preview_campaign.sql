create or replace function api.preview_campaign(p_request jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_first text := outlier.request_text(p_request, 'firstMessage', 1600);
  v_second text := outlier.request_text(p_request, 'secondMessage', 1600);
  v_delay bigint := coalesce(outlier.request_integer(p_request, 'delay'), 600);
  v_run_at bigint := outlier.request_integer(p_request, 'runAt');
  v_start timestamptz := greatest(p_now, pg_catalog.to_timestamp(v_run_at));
  v_batch outlier.batches;
  v_people integer;
  v_forecast jsonb;
begin
  perform outlier.check_segments(p_request -> 'segments');
  v_batch.kind := 'campaign';
  v_batch.state := 'scheduled';
  v_batch.first_message := v_first;
  v_batch.second_message := v_second;
  v_batch.delay := v_delay;
  v_batch.run_at := v_start;
  v_batch.priority := 'normal';
  v_batch.send_within := interval '48 hours';
  v_batch.segments := p_request -> 'segments';
  v_batch.has_file := false;
  v_batch.is_personalized := false;
  select r.p_priority, r.p_send_within, r.p_exempt_reason
  into v_batch.priority, v_batch.send_within, v_batch.exempt_reason
  from outlier.rules_from_request(p_request, v_batch.priority, v_batch.send_within, v_batch.exempt_reason) as r;
  v_people := outlier.get_campaign_recipient_count(v_batch.segments);
  v_batch.recipient_count := v_people;
  v_forecast := outlier.forecast_json(v_batch, p_now);
  return pg_catalog.jsonb_build_object(
    'recipientCount', v_people,
    'sample', coalesce(
      (
        select pg_catalog.jsonb_agg(
          pg_catalog.jsonb_build_object('phoneNumber', a.phone_number, 'name', a.name) order by a.phone_number
        )
        from outlier.campaign_audience(p_request -> 'segments', 10) as sample (phone_number)
        inner join outlier.authors as a on a.phone_number = sample.phone_number
      ),
      '[]'
    ),
    'firstMessage', outlier.text_parts(v_first),
    'secondMessage', outlier.text_parts(v_second),
    'expectedParts', v_forecast -> 'parts',
    'expectedEnd', v_forecast -> 'end',
    'forecast', v_forecast
  );
end;
$$;
comment on function api.preview_campaign(jsonb, timestamptz) is
  'Previews a campaign of {segments, firstMessage?, secondMessage?, delay?, runAt?, priority?, sendWithin?, '
  'exemptReason?}: the number of people, ten of them, the parts of its texts, and its forecast. OT010: a value is not '
  'accepted.';
grant execute on function api.preview_campaign(jsonb, timestamptz) to outlier_executor;
