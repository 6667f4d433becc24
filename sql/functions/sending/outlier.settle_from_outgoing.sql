-- Only what can be said for certain: one message of ours that may have gone, and one that did go. Missive tells time in whole
-- seconds, by a clock of its own, and loses new lines; what is on record for another send is not taken twice.
create or replace function outlier.settle_from_outgoing(p_phone_number text, p_now timestamptz)
returns integer
language plpgsql
volatile
strict
set search_path = ''
as $$
declare
  v_pair record;
  v_settled integer := 0;
begin
  for v_pair in
    select pairs.id, pairs.is_second, pairs.broadcast_id, pairs.campaign_id, pairs.missive_id, pairs.conversation_id
    from (
      select
        q.id, q.is_second, q.broadcast_id, q.campaign_id, t.id as missive_id, t.conversation_id,
        pg_catalog.count(*) over (partition by q.id) as went,
        pg_catalog.count(*) over (partition by t.id) as candidates
      from outlier.queued_messages as q
      inner join outlier.twilio_messages as t
        on t.to_phone_number = q.recipient_phone_number
        and t.created_at >= outlier.earliest_in_missive(q.claimed_at)
      where q.recipient_phone_number = p_phone_number
        and q.state in ('sending', 'unknown')
        and outlier.same_text(q.message, t.preview)
        and not exists (select from outlier.message_statuses as s where s.missive_id = t.id)
    ) as pairs
    inner join outlier.queued_messages as locked on locked.is_second = pairs.is_second and locked.id = pairs.id
    where pairs.went = 1
      and pairs.candidates = 1
      -- While the answer may still come, it decides.
      and locked.state = 'unknown'
    order by pairs.id
    for update of locked
  loop
    perform outlier.lock_sources(array[v_pair.broadcast_id], array[v_pair.campaign_id]);
    perform outlier.record_accepted(
      v_pair.is_second,
      array[row(v_pair.id, 'accepted', null, v_pair.missive_id, v_pair.conversation_id, null, null)::outlier.message_result],
      p_now
    );
    perform outlier.finish_if_through(array[v_pair.broadcast_id], array[v_pair.campaign_id], p_now);
    perform outlier.want_reads(array[v_pair.missive_id], p_now);
    v_settled := v_settled + 1;
  end loop;
  return v_settled;
end;
$$;
comment on function outlier.settle_from_outgoing(text, timestamptz) is
  'Records as sent what went to a number with an unknown outcome, where Missive''s webhook about exactly one message shows it; returns how many.';
