-- Counting the parts of a text takes longer than reading it. A sample of 2,000 texts is enough for the mean.
create or replace function outlier.mean_parts(p_batch outlier.batches, p_is_second boolean default false)
returns numeric
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_is_second or not p_batch.is_personalized then
    -- Weighted by the segments' shares. People outside these shares get the text of the broadcast.
    return (
      select
        (
          pg_catalog.sum(own.parts * own.ratio)
            + (100 - pg_catalog.sum(own.ratio)) * coalesce(pg_catalog.max(own.of_batch), 0)
        ) / 100
      from (
        select
          0::numeric as ratio, 0 as parts,
          (
            outlier.text_parts(
              case when p_is_second then p_batch.second_message else p_batch.first_message end
            ) ->> 'parts'
          )::integer as of_batch
        union all
        select bs.ratio, (outlier.text_parts(t.body) ->> 'parts')::integer, null
        from outlier.broadcasts_segments as bs
        cross join lateral (
          select case when p_is_second then bs.second_message else bs.first_message end as body
        ) as t
        where bs.broadcast_id = p_batch.broadcast_id
          and t.body is not null
      ) as own
    );
  end if;
  if p_batch.started_at is null then
    return coalesce(
      (
        select pg_catalog.avg(s.parts)
        from (
          select coalesce(f.message, p_batch.first_message) as message
          from outlier.campaign_file_recipients as f
          where f.campaign_id = p_batch.id
            and f.verdict in ('accepted', 'extension')
          order by pg_catalog.hashint8(f.line)
          limit 2000
        ) as sample
        cross join lateral outlier.sms_segments(sample.message) as s
      ),
      0
    );
  end if;
  return coalesce(
    (
      select pg_catalog.avg(s.parts)
      from (
        select q.message
        from outlier.queued_messages as q
        where q.batch_id = p_batch.id
        order by pg_catalog.hashint8(q.id)
        limit 2000
      ) as sample
      cross join lateral outlier.sms_segments(sample.message) as s
    ),
    0
  );
end;
$$;
comment on function outlier.mean_parts(outlier.batches, boolean) is
  'Returns the number of SMS parts of a batch''s first message, or of its follow-up (p_is_second). If segments have '
  'texts of their own, this is the mean by their shares. If each person has a text, it is the mean of up to 2,000 of '
  'them.';
-- Views call this function with the rights of their reader.
grant execute on function outlier.mean_parts(outlier.batches, boolean) to outlier_reader;
