create or replace function outlier.file_lines(p_campaign_id bigint, p_count integer)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    pg_catalog.jsonb_agg(
      pg_catalog.jsonb_build_object(
        'line', f.line,
        'raw', f.raw,
        'phoneNumber', f.phone_number,
        'message', f.message,
        'verdict', f.verdict,
        'note', f.note,
        'duplicateOf', f.duplicate_of
      )
      order by f.line, f.place
    ),
    '[]'
  )
  from outlier.campaign_file_recipients as f
  where f.campaign_id = p_campaign_id
    and f.line in (
      select first_lines.line
      from outlier.campaign_file_recipients as first_lines
      where first_lines.campaign_id = p_campaign_id
      group by first_lines.line
      order by first_lines.line
      limit p_count
    );
$$;
comment on function outlier.file_lines(bigint, integer) is
  'Returns the first p_count lines of a campaign''s file with their verdicts. A line with several numbers appears '
  'once for each number.';
