-- Reads the mirror each time, because a webhook may have brought a label since Missive was asked.
create or replace function outlier.judge_exclusion(p_message outlier.queued_messages, p_now timestamptz)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when outlier.is_excluded(coalesce(b.segments, b.inherited_exclusion), p_message.recipient_phone_number)
      then 'excluded_segment'
    when (p_message.checked_at is null or p_message.checked_at < p_now - s.lease)
      and exists (
        select from outlier.conversations_authors as ca where ca.author_phone_number = p_message.recipient_phone_number
      )
    then 'check'
  end
  from outlier.batches as b
  cross join outlier.settings as s
  where b.id = p_message.batch_id
    and outlier.has_exclusion(coalesce(b.segments, b.inherited_exclusion));
$$;
comment on function outlier.judge_exclusion(outlier.queued_messages, timestamptz) is
  'Returns whether the excluded segments of its batch keep a message from being sent. excluded_segment: they contain '
  'its recipient. check: Missive must be asked for the recipient''s labels first. Null: the message may be sent.';
