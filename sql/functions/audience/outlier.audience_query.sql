-- Defines the audience of a campaign for counts, previews and forecasts. choose_campaign_audience builds the same
-- audience and adds the people who are left out.
create or replace function outlier.audience_query(p_segments jsonb)
returns text
language sql
immutable
strict
set search_path = ''
as $$
  select pg_catalog.format(
    'select i.author from (%s) as i where not exists (select from outlier.authors as b where b.number = i.author and '
    '(b.unsubscribed or b.exclude))',
    outlier.segment_query(p_segments -> 'included')
  ) || case
    when p_segments -> 'excluded' <> 'null' then
      pg_catalog.format(
        ' and not exists (select from (%s) as e where e.author = i.author)',
        outlier.segment_query(p_segments -> 'excluded')
      )
    else ''
  end;
$$;
comment on function outlier.audience_query(jsonb) is
  'Returns SQL that yields the authors whom a campaign''s segments reach, each once. They are in an included segment, '
  'in no excluded segment, and neither unsubscribed nor excluded themselves.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.audience_query(jsonb) to outlier_reader;
