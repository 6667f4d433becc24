create or replace function outlier.queue_file(p_batch outlier.batches, p_is_judged boolean, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- Read the lines once, so that recipients and the queue agree even if rows change meanwhile.
  with judged as materialized (
    select
      f.line,
      f.place,
      f.phone_number,
      f.message,
      -- If the verdicts date from the upload, judge each person again.
      coalesce(
        case
          when p_is_judged then nullif(nullif(f.verdict, 'accepted'), 'extension')
          else (
            select case
              when a.phone_number is null then 'invalid_number'
              when a.unsubscribed then 'unsubscribed'
              when a.exclude then 'excluded'
            end
            from (values (f.phone_number)) as line (phone_number)
            left join outlier.authors as a on a.phone_number = line.phone_number
          )
        end,
        case
          when p_batch.inherited_exclusion is not null
            and outlier.is_excluded(p_batch.inherited_exclusion, f.phone_number)
          then 'excluded_segment'
          when coalesce(f.message, p_batch.first_message) is null then 'no_message'
        end
      ) as reason
    from outlier.campaign_file_recipients as f
    where f.campaign_id = p_batch.id
      and f.verdict in ('accepted', 'extension', 'unsubscribed', 'excluded')
  ),
  listed as (
    insert into outlier.recipients (batch_id, broadcast_id, campaign_id, phone_number, reason)
    select p_batch.id, p_batch.broadcast_id, p_batch.campaign_id, j.phone_number, j.reason
    from judged as j
    order by j.phone_number
  )
  insert into outlier.broadcast_first_messages (
    batch_id, broadcast_id, campaign_id, recipient_phone_number, message, due_at
  )
  select
    p_batch.id,
    p_batch.broadcast_id,
    p_batch.campaign_id,
    j.phone_number,
    coalesce(
      case when j.message like '%://%' then outlier.shorten_links(j.message) else j.message end,
      p_batch.first_message
    ),
    p_now
  from judged as j
  where j.reason is null
  order by j.line, j.place
  -- If an administrator has queued a message of this batch for the person by hand, the person gets that message.
  on conflict (recipient_phone_number, batch_id, is_second) do nothing;
end;
$$;
comment on function outlier.queue_file(outlier.batches, boolean, timestamptz) is
  'Stores the audience of a campaign with a file in recipients, and queues each line''s text. p_is_judged: the lines '
  'have just received their verdicts.';
