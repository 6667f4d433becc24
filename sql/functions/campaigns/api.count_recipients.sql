create or replace function api.count_recipients(p_request jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform outlier.check_segments(p_request -> 'segments');
  return pg_catalog.jsonb_build_object(
    'recipient_count', outlier.get_campaign_recipient_count(p_request -> 'segments')
  );
end;
$$;
comment on function api.count_recipients(jsonb) is
  'Counts the people whom {segments} reach now. OT010: the segments are not accepted.';
grant execute on function api.count_recipients(jsonb) to outlier_executor;
