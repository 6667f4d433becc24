create or replace function outlier.record_texts_as_sent(
  p_is_second boolean,
  p_ids bigint[],
  p_sids text[],
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_batches bigint[];
begin
  perform
  from outlier.queued_messages as q
  where q.is_second = p_is_second
    and q.id = any (p_ids)
  order by q.id
  for update;
  select pg_catalog.array_agg(distinct q.batch_id) into v_batches
  from outlier.queued_messages as q
  where q.is_second = p_is_second
    and q.id = any (p_ids);
  update outlier.queued_messages as q
  set
    state = 'unknown',
    claim_id = coalesce(q.claim_id, 0),
    claimed_by = 'Twilio''s log',
    claimed_at = u.made_at,
    lease_until = u.made_at,
    sending_phone_number = coalesce(u.sending_phone_number, q.sending_phone_number)
  from unnest(p_ids, p_sids) as found (id, sid)
  inner join outlier.unrecorded_texts as u on u.sid = found.sid
  where q.is_second = p_is_second
    and q.id = found.id;
  -- These calls count in Missive's rate limit.
  perform outlier.use_quota(t.quota, pg_catalog.cardinality(p_ids), p_now)
  from outlier.tokens as t
  where t.name = outlier.queue_name(p_is_second);
  perform outlier.record_accepted(
    p_is_second,
    array(
      select row(found.id, 'accepted', null, null, null, null, null)::outlier.message_result
      from pg_catalog.unnest(p_ids) as found (id)
    ),
    p_now
  );
  update outlier.message_statuses as s
  set twilio_id = found.sid
  from unnest(p_ids, p_sids) as found (id, sid)
  where s.queued_message_id = found.id
    and s.twilio_id is null;
  delete from outlier.unrecorded_texts as u where u.sid = any (p_sids);
  perform outlier.finish_sent_batches(v_batches, p_now);
end;
$$;
comment on function outlier.record_texts_as_sent(boolean, bigint[], text[], timestamptz) is
  'Records messages of a queue as sent, each with the id of its text in Twilio''s log (p_sids, in the order of '
  'p_ids).';
