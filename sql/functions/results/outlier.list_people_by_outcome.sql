-- Each outcome has a query of its own, which starts from the index with the fewest other rows.
create or replace function outlier.list_people_by_outcome(
  p_batch_id bigint,
  p_outcome text,
  p_after text,
  p_limit integer
)
returns setof text
language plpgsql
stable
set search_path = ''
as $$
begin
  case p_outcome
    when 'all' then
      return query
        select r.phone_number
        from outlier.recipients as r
        where r.batch_id = p_batch_id
          and r.phone_number > p_after
        order by r.phone_number
        limit p_limit;
    when 'not_sent' then
      return query
        select r.phone_number
        from outlier.recipients as r
        where r.batch_id = p_batch_id
          and r.phone_number > p_after
          and r.reason is not null
        order by r.phone_number
        limit p_limit;
    when 'failed' then
      return query
        select distinct s.recipient_phone_number
        from outlier.message_statuses as s
        where s.batch_id = p_batch_id
          and s.recipient_phone_number > p_after
          and s.twilio_sent_status in ('failed', 'undelivered', 'canceled')
        order by s.recipient_phone_number
        limit p_limit;
    when 'delivered', 'unknown' then
      return query
        select s.recipient_phone_number
        from outlier.message_statuses as s
        where s.batch_id = p_batch_id
          and s.recipient_phone_number > p_after
          and not s.is_second
          and outlier.classify_delivery(s.twilio_sent_status) = p_outcome
        order by s.recipient_phone_number
        limit p_limit;
    when 'waiting' then
      return query
        select distinct q.recipient_phone_number
        from outlier.queued_messages as q
        where q.batch_id = p_batch_id
          and q.recipient_phone_number > p_after
        order by q.recipient_phone_number
        limit p_limit;
    when 'replied' then
      return query
        select distinct t.from_phone_number
        from outlier.twilio_messages as t
        where t.reply_to_batch = p_batch_id
          and t.from_phone_number > p_after
        order by t.from_phone_number
        limit p_limit;
    when 'opted_out' then
      return query
        select distinct t.from_phone_number
        from outlier.unsubscribed_messages as u
        inner join outlier.twilio_messages as t on t.id = u.twilio_message_id
        where u.batch_id = p_batch_id
          and t.from_phone_number > p_after
        order by t.from_phone_number
        limit p_limit;
    else
      raise exception using
        errcode = 'OT010',
        message = pg_catalog.format('the outcome "%s" does not exist', outlier.mask_value(p_outcome)),
        hint = 'Use all, delivered, failed, unknown, waiting, not_sent, replied or opted_out.';
  end case;
end;
$$;
comment on function outlier.list_people_by_outcome(bigint, text, text, integer) is
  'Returns the next p_limit people of a batch with an outcome, in the order of phone numbers, after p_after. failed '
  'and waiting: the first message or the follow-up. OT010: the outcome does not exist.';
