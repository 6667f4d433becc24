-- Uses the texts as the team wrote them, because shortening a link does not change the approved content. For a
-- broadcast without its own time, uses the slot.
create or replace function outlier.batch_digest(p_batch outlier.batches)
returns bytea
language sql
stable
set search_path = ''
as $$
  select pg_catalog.sha256(pg_catalog.convert_to(
    pg_catalog.jsonb_build_array(
      p_batch.kind,
      p_batch.original_first_message,
      p_batch.original_second_message,
      coalesce(p_batch.segments, p_batch.inherited_exclusion),
      (
        select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(
          s.id, bs.ratio, s.query, bs.first_message, bs.second_message
        ) order by s.id)
        from outlier.broadcasts_segments as bs
        inner join outlier.audience_segments as s on s.id = bs.segment_id
        where bs.broadcast_id = p_batch.broadcast_id
      ),
      (
        select pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
          pg_catalog.string_agg(
            pg_catalog.jsonb_build_array(f.line, f.place, f.phone_number, f.message)::text, ',' order by f.line, f.place
          ),
          'UTF8'
        )), 'hex')
        from outlier.campaign_file_recipients as f
        where f.campaign_id = p_batch.campaign_id
      ),
      case when p_batch.kind = 'broadcast' then p_batch.no_users end,
      extract(epoch from coalesce(
        p_batch.run_at,
        (select outlier.planned_run_at(b) from outlier.broadcasts as b where b.id = p_batch.id)
      )),
      p_batch.delay,
      extract(epoch from p_batch.send_within),
      p_batch.priority,
      p_batch.exempt_reason,
      p_batch.label_name
    )::text,
    'UTF8'
  ));
$$;
comment on function outlier.batch_digest(outlier.batches) is
  'Returns the SHA-256 of everything that an approval of a batch covers: texts, segments or file, size, time, delay, '
  'expiry, priority, exemption and label. Any change of these changes the digest.';
-- Views call this function with the rights of the user who reads them.
grant execute on function outlier.batch_digest(outlier.batches) to outlier_reader;
