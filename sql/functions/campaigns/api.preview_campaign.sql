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
  v_people integer;
  v_end timestamptz;
begin
  perform outlier.check_segments(p_request -> 'segments');
  v_people := outlier.get_campaign_recipient_count(p_request -> 'segments');
  v_end := outlier.paced_end('first_messages', v_people, v_start, false, p_now);
  if v_second is not null then
    v_end := greatest(
      v_end + pg_catalog.make_interval(secs => v_delay),
      outlier.paced_end('second_messages', v_people, v_start + pg_catalog.make_interval(secs => v_delay), false, p_now)
    );
  end if;
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
    'expectedParts', v_people::bigint * (
      coalesce((outlier.text_parts(v_first) ->> 'parts')::integer, 0) + coalesce(
        (outlier.text_parts(v_second) ->> 'parts')::integer, 0
      )
    ),
    'expectedEnd', pg_catalog.ceil(extract(epoch from v_end))::bigint
  );
end;
$$;
comment on function api.preview_campaign(jsonb, timestamptz) is
  'What a campaign of {segments, firstMessage?, secondMessage?, delay?, runAt?} would be: people, ten of them, '
  'parts, and when it would be through. OT010: something is not acceptable.';
grant execute on function api.preview_campaign(jsonb, timestamptz) to outlier_executor;
