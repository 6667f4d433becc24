create or replace function outlier.assign_missive_ids(p_phone_numbers text[], p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  -- Nearly always, no row lacks an id. Without an update, the table's triggers do not run either.
  if not exists (
    select from outlier.message_statuses as unnamed where unnamed.recipient_phone_number = any (p_phone_numbers)
      and unnamed.missive_id is null
  ) then
    return;
  end if;
  update outlier.message_statuses as s
  set
    missive_id = pairs.missive_id,
    missive_conversation_id = coalesce(s.missive_conversation_id, pairs.conversation_id),
    twilio_id = coalesce(s.twilio_id, pairs.external_id),
    updated_at = p_now
  from (
    select
      unnamed.id, t.id as missive_id, t.conversation_id, t.external_id,
      pg_catalog.count(*) over (partition by unnamed.id) as went,
      pg_catalog.count(*) over (partition by t.id) as candidates
    from outlier.message_statuses as unnamed
    inner join outlier.twilio_messages as t
      on t.to_phone_number = unnamed.recipient_phone_number
      and t.created_at >= outlier.earliest_missive_time(unnamed.claimed_at)
    where unnamed.recipient_phone_number = any (p_phone_numbers)
      and unnamed.missive_id is null
      and outlier.is_same_text(unnamed.message, t.preview)
      and not exists (select from outlier.message_statuses as named where named.missive_id = t.id)
      -- Leave out the id of a message whose answer is still to come. That answer will contain the id.
      and not exists (
        select from outlier.queued_messages as q
        where q.recipient_phone_number = unnamed.recipient_phone_number
          and q.claim_id is not null
          and outlier.is_same_text(q.message, t.preview)
          and not exists (select from outlier.message_statuses as recorded where recorded.queued_message_id = q.id)
      )
  ) as pairs
  where s.id = pairs.id
    and pairs.went = 1
    and pairs.candidates = 1;
end;
$$;
comment on function outlier.assign_missive_ids(text[], timestamptz) is
  'Sets the Missive id of statuses that have none, if exactly one message with that text went to that number since, '
  'and if it cannot belong to another status.';
