create or replace function outlier.campaign_audience(p_segments jsonb, p_limit integer default null)
returns setof text
language plpgsql
stable
set search_path = ''
as $$
begin
  perform outlier.check_segments(p_segments);
  return query execute pg_catalog.format(
    'select ''+'' || audience.author from (%s) as audience order by audience.author limit %L',
    outlier.audience_query(outlier.normalize_segments(p_segments)), p_limit
  );
end;
$$;
comment on function outlier.campaign_audience(jsonb, integer) is
  'Returns the people whom a campaign with these segments would reach now, each once, by number. OT010: the segments '
  'are not accepted.';
