create or replace function outlier.has_late_links(p_message outlier.queued_messages)
returns boolean
language sql
stable
strict
set search_path = ''
as $$
  select exists (
    select from outlier.batches as b where b.id = p_message.batch_id and b.links_settle_by is not null
  );
$$;
comment on function outlier.has_late_links(outlier.queued_messages) is
  'Returns true if a message was queued before all short links of its batch were created.';
