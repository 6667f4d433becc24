create or replace function outlier.needs_check(p_message outlier.queued_messages, p_now timestamptz)
returns boolean
language sql
stable
set search_path = ''
as $$
  select p_message.campaign_id is not null
    and exists (
      select
      from outlier.campaigns as c
      cross join outlier.settings as s
      where c.id = p_message.campaign_id
        and outlier.has_exclusion(c.segments)
        and (p_message.checked_at is null or p_message.checked_at < p_now - s.lease)
    )
    and exists (select from outlier.conversations_authors as ca where ca.author_phone_number = p_message.recipient_phone_number);
$$;
comment on function outlier.needs_check(outlier.queued_messages, timestamptz) is
  'Whether Missive has to be asked for the recipient''s labels before this message may go: its campaign excludes labels, and they were not asked for just now.';
