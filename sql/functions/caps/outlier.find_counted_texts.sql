-- A message that is under way counts in its queue, and an accepted one in message_statuses. It moves from one to the
-- other in one transaction, so one statement sees each text once. Look up messages under way by the person. With a
-- condition on the state, the planner would read all messages under way for each person.
create or replace function outlier.find_counted_texts(p_phone_number text, p_since timestamptz)
returns table (batch_id bigint)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
    select s.batch_id
    from outlier.message_statuses as s
    where s.recipient_phone_number = p_phone_number
      and s.created_at > p_since
    union all
    select q.batch_id
    from outlier.queued_messages as q
    where q.recipient_phone_number = p_phone_number
      and q.claim_id is not null
    union all
    select d.batch_id
    from outlier.direct_texts as d
    where d.phone_number = p_phone_number
      and d.created_at > p_since
      and d.purpose = 'test'
      and d.state in ('waiting', 'sent', 'unknown');
end;
$$;
comment on function outlier.find_counted_texts(text, timestamptz) is
  'Returns the texts that count against a person''s caps, one row each, with the batch. Counts texts accepted after '
  'p_since, all texts under way, and tests after p_since. Answers to people do not count.';
