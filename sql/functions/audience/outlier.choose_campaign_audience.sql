-- One statement sees one moment. If a person opts out or in meanwhile, the person has one row, with the state of that
-- moment.
create or replace function outlier.choose_campaign_audience(p_batch outlier.batches)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  perform outlier.check_segments(p_batch.segments);
  execute pg_catalog.format(
    $query$
    insert into outlier.recipients (batch_id, broadcast_id, campaign_id, phone_number, reason)
    select
      ($1).id,
      ($1).broadcast_id,
      ($1).campaign_id,
      '+' || included.author,
      case
        when b.unsubscribed then 'unsubscribed'
        when b.exclude then 'excluded'
        %s
      end
    from (%s) as included
    left join outlier.authors as b on b.number = included.author and (b.unsubscribed or b.exclude)
    %s
    -- Insert in the order of the numbers, so that the indexes grow at their ends.
    order by included.author
    $query$,
    case
      when outlier.has_exclusion(p_batch.segments)
        then 'when excluded.author is not null then ''excluded_segment'''
    end,
    outlier.segment_query(p_batch.segments -> 'included'),
    case
      when outlier.has_exclusion(p_batch.segments) then pg_catalog.format(
        'left join (%s) as excluded on excluded.author = included.author',
        outlier.segment_query(p_batch.segments -> 'excluded')
      )
    end
  )
  using p_batch;
end;
$$;
comment on function outlier.choose_campaign_audience(outlier.batches) is
  'Stores a campaign''s audience in recipients: people whom its segments reach, and people in its segments who may '
  'not be texted, with the reason.';
