create or replace function outlier.list_campaign_audience(p_campaign_id bigint, p_segments jsonb)
returns void
language plpgsql
volatile
set search_path = ''
-- Compiling a plan would take longer than carrying it out.
set jit = off
as $$
begin
  perform outlier.check_segments(p_segments);
  -- In the order of the numbers: the indexes then grow at their ends.
  execute pg_catalog.format(
    'insert into outlier.recipients (campaign_id, phone_number) select %L::bigint, ''+'' || audience.author from (%s) as audience order by audience.author',
    p_campaign_id, outlier.audience_query(p_segments)
  );
  -- The others whom the segments name, and why not.
  execute pg_catalog.format(
    $query$
    insert into outlier.recipients (campaign_id, phone_number, reason)
    select
      %L::bigint,
      '+' || included.author,
      case when b.unsubscribed then 'unsubscribed' when b.exclude then 'excluded' else 'excluded_segment' end
    from (%s) as included
    left join outlier.authors as b on b.number = included.author and (b.unsubscribed or b.exclude)
    where b.number is not null%s
    $query$,
    p_campaign_id,
    outlier.segment_query(p_segments -> 'included'),
    case
      when p_segments -> 'excluded' <> 'null' then pg_catalog.format(' or included.author in (%s)', outlier.segment_query(p_segments -> 'excluded'))
      else ''
    end
  );
end;
$$;
comment on function outlier.list_campaign_audience(bigint, jsonb) is
  'Freezes a campaign''s audience in recipients: whom its segments reach, and whom they name but may not be texted, with the reason.';
