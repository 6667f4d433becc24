-- One statement, and so one moment: of a person who opts out or back in meanwhile there is one row, with what was true then.
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
  execute pg_catalog.format(
    $query$
    insert into outlier.recipients (campaign_id, phone_number, reason)
    select
      %L::bigint,
      '+' || included.author,
      case
        when b.unsubscribed then 'unsubscribed'
        when b.exclude then 'excluded'
        %s
      end
    from (%s) as included
    left join outlier.authors as b on b.number = included.author and (b.unsubscribed or b.exclude)
    %s
    -- In the order of the numbers: the indexes then grow at their ends.
    order by included.author
    $query$,
    p_campaign_id,
    case when outlier.has_exclusion(p_segments) then 'when excluded.author is not null then ''excluded_segment''' end,
    outlier.segment_query(p_segments -> 'included'),
    case
      when outlier.has_exclusion(p_segments) then
        pg_catalog.format('left join (%s) as excluded on excluded.author = included.author', outlier.segment_query(p_segments -> 'excluded'))
    end
  );
end;
$$;
comment on function outlier.list_campaign_audience(bigint, jsonb) is
  'Freezes a campaign''s audience in recipients: whom its segments reach, and whom they name but may not be texted, with the reason.';
