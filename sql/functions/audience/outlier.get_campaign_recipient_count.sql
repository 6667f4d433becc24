create or replace function outlier.get_campaign_recipient_count(segments jsonb)
returns integer
language plpgsql
stable
set search_path = ''
as $$
declare
  v_count integer;
begin
  perform outlier.check_segments(get_campaign_recipient_count.segments);
  execute pg_catalog.format(
    'select pg_catalog.count(*) from (%s) as audience',
    outlier.audience_query(outlier.normalize_segments(get_campaign_recipient_count.segments))
  )
  into v_count;
  return v_count;
end;
$$;
comment on function outlier.get_campaign_recipient_count(jsonb) is
  'Counts the people whom a campaign with these segments would reach now. OT010: the segments are not accepted.';
