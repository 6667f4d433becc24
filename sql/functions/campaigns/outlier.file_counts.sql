create or replace function outlier.file_counts(p_campaign_id bigint)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select pg_catalog.jsonb_build_object(
    'lines', pg_catalog.count(distinct f.line),
    'accepted', pg_catalog.count(*) filter (where f.verdict in ('accepted', 'extension')),
    'extensions', pg_catalog.count(*) filter (where f.verdict = 'extension'),
    'duplicates', pg_catalog.count(*) filter (where f.verdict = 'duplicate'),
    'invalidNumbers', pg_catalog.count(*) filter (where f.verdict = 'invalid_number'),
    'ambiguous', pg_catalog.count(*) filter (where f.verdict = 'ambiguous'),
    'withoutMessage', pg_catalog.count(*) filter (where f.verdict = 'no_message'),
    'messageTooLong', pg_catalog.count(*) filter (where f.verdict = 'message_too_long'),
    'unsubscribed', pg_catalog.count(*) filter (where f.verdict = 'unsubscribed'),
    'excluded', pg_catalog.count(*) filter (where f.verdict = 'excluded')
  )
  from outlier.campaign_file_recipients as f
  where f.campaign_id = p_campaign_id;
$$;
comment on function outlier.file_counts(bigint) is
  'Returns the number of lines of a campaign''s file, and the number of lines with each verdict.';
