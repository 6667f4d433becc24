-- Settles only certain cases: exactly one of our messages may have gone out, and Missive reports exactly one that did.
-- Missive reports whole seconds by its own clock, and its previews have no line breaks. A Missive message that is
-- already recorded for another send does not count again. The caller holds the locks on the batches in p_batch_ids.
-- Another session settles messages of other batches, and messages that it has locked.
create or replace function outlier.settle_from_outgoing(
  p_phone_numbers text[],
  p_batch_ids bigint[],
  p_now timestamptz
)
returns integer
language plpgsql
volatile
strict
set search_path = ''
as $$
declare
  v_is_second boolean;
  v_results outlier.message_result[];
  v_settled integer := 0;
begin
  for v_is_second, v_results in
    select found.is_second, pg_catalog.array_agg(found.result order by found.id)
    from (
      select
        pairs.is_second,
        pairs.id,
        row(
          pairs.id, 'accepted', null, pairs.missive_id, pairs.conversation_id, null, null
        )::outlier.message_result as result
      from (
        select
          q.id, q.is_second, q.batch_id, t.id as missive_id, t.conversation_id,
          pg_catalog.count(*) over (partition by q.id) as went,
          pg_catalog.count(*) over (partition by t.id) as candidates
        from outlier.queued_messages as q
        inner join outlier.twilio_messages as t
          on t.to_phone_number = q.recipient_phone_number
          and t.created_at >= outlier.earliest_missive_time(q.claimed_at)
        where q.recipient_phone_number = any (p_phone_numbers)
          and q.claim_id is not null
          and outlier.is_same_text(q.message, t.preview)
          and not exists (select from outlier.message_statuses as s where s.missive_id = t.id)
      ) as pairs
      inner join outlier.queued_messages as locked on locked.is_second = pairs.is_second and locked.id = pairs.id
      where pairs.went = 1
        and pairs.candidates = 1
        and pairs.batch_id = any (p_batch_ids)
        -- While a message is in state sending, its answer may still come and decide.
        and locked.state = 'unknown'
      order by pairs.id
      for update of locked skip locked
    ) as found
    group by found.is_second
  loop
    perform outlier.record_accepted(v_is_second, v_results, p_now);
    perform outlier.plan_message_reads(array(select r.missive_id from pg_catalog.unnest(v_results) as r), p_now);
    v_settled := v_settled + pg_catalog.cardinality(v_results);
  end loop;
  if v_settled > 0 then
    perform outlier.finish_sent_batches(p_batch_ids, p_now);
  end if;
  return v_settled;
end;
$$;
comment on function outlier.settle_from_outgoing(text[], bigint[], timestamptz) is
  'Records messages with an unknown outcome to these numbers as sent, if Missive''s webhook about exactly one message '
  'shows it. Returns the number of messages. The caller holds the locks on the batches.';
