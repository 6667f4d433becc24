-- Counting the parts of a text takes longer than reading it. Two thousand texts tell the mean of any number.
create or replace function outlier.mean_parts(p_batch outlier.batches)
returns numeric
language plpgsql
stable
set search_path = ''
as $$
begin
  if not p_batch.is_personalized then
    return coalesce((outlier.text_parts(p_batch.first_message) ->> 'parts')::integer, 0);
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
comment on function outlier.mean_parts(outlier.batches) is
  'SMS parts of the first message of a batch; if each person has a text of their own, the mean of up to 2,000 of them.';
-- Views call it with their reader's rights.
grant execute on function outlier.mean_parts(outlier.batches) to outlier_reader;
