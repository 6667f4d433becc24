-- The one definition of a campaign's audience. Counting, previews and queueing all run this text.
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
  'SQL that yields, each once, the authors whom a campaign''s segments reach: included, neither unsubscribed nor '
  'excluded, and not of an excluded segment.';
-- Views call it with their reader's rights.
grant execute on function outlier.audience_query(jsonb) to outlier_reader;
