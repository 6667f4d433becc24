create or replace function outlier.record_accepted(
  p_is_second boolean,
  p_results outlier.message_result[],
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_ids bigint[] := array(select r.id from pg_catalog.unnest(p_results) as r where r.outcome = 'accepted');
  v_batches bigint[];
  v_segments bigint[];
  v_written integer;
begin
  if pg_catalog.cardinality(v_ids) = 0 then
    return;
  end if;

  select pg_catalog.array_agg(distinct q.batch_id), pg_catalog.array_agg(distinct q.audience_segment_id)
  into v_batches, v_segments
  from outlier.queued_messages as q
  where q.is_second = p_is_second
    and q.id = any (v_ids);
  -- Some segments may be deleted already. The lock keeps other sessions from deleting the rest.
  v_segments := array(
    select s.id from outlier.audience_segments as s where s.id = any (v_segments) for key share
  );

  -- An accepted message ends the run of refusals of its batch. Nearly always, the table is empty.
  if exists (select from outlier.refusal_runs) then
    delete from outlier.refusal_runs as run where run.is_second = p_is_second and run.batch_id = any (v_batches);
  end if;

  -- If Missive's webhook about the message came first, it contained the Twilio id.
  insert into outlier.message_statuses (
    queued_message_id, is_second, batch_id, broadcast_id, campaign_id, audience_segment_id, recipient_phone_number,
    sending_phone_number,
    message,
    missive_id,
    missive_conversation_id,
    twilio_id,
    twilio_sent_status,
    twilio_sent_at,
    claimed_at,
    created_at
  )
  select
    q.id,
    q.is_second,
    q.batch_id,
    q.broadcast_id,
    q.campaign_id,
    case when q.audience_segment_id = any (v_segments) then q.audience_segment_id end,
    q.recipient_phone_number,
    q.sending_phone_number,
    q.message,
    r.missive_id,
    r.conversation_id,
    t.external_id,
    case when t.external_id is not null then outlier.status_from_missive(t.external_id, t.delivered_at) end,
    t.delivered_at,
    q.claimed_at,
    p_now
  from pg_catalog.unnest(p_results) as r
  inner join outlier.queued_messages as q on q.is_second = p_is_second and q.id = r.id
  left join outlier.twilio_messages as t on t.id = r.missive_id
  where r.outcome = 'accepted'
  order by q.id
  on conflict do nothing;
  get diagnostics v_written = row_count;

  -- Record each accepted message, even if another message already has the id that Missive returned. The rows written
  -- are counted, because a search for each message would read the whole table of statuses.
  if v_written < pg_catalog.cardinality(v_ids) then
    insert into outlier.message_statuses (
      queued_message_id, is_second, batch_id, broadcast_id, campaign_id, audience_segment_id, recipient_phone_number,
      sending_phone_number, message, missive_conversation_id, claimed_at, created_at
    )
    select
      q.id,
      q.is_second,
      q.batch_id,
      q.broadcast_id,
      q.campaign_id,
      case when q.audience_segment_id = any (v_segments) then q.audience_segment_id end,
      q.recipient_phone_number,
      q.sending_phone_number,
      q.message,
      r.conversation_id,
      q.claimed_at,
      p_now
    from pg_catalog.unnest(p_results) as r
    inner join outlier.queued_messages as q on q.is_second = p_is_second and q.id = r.id
    where r.outcome = 'accepted'
    order by q.id
    on conflict do nothing;
  end if;

  -- If the answer had no Missive id, Missive's webhook has brought it or will bring it.
  if exists (select from pg_catalog.unnest(p_results) as r where r.outcome = 'accepted' and r.missive_id is null) then
    perform outlier.assign_missive_ids(
      array(
        select q.recipient_phone_number
        from pg_catalog.unnest(p_results) as r
        inner join outlier.queued_messages as q on q.is_second = p_is_second and q.id = r.id
        where r.outcome = 'accepted'
          and r.missive_id is null
      ),
      p_now
    );
  end if;
  -- Most batches have no follow-up.
  if not p_is_second
    and exists (
      select
      from outlier.batches as b
      where b.id = any (v_batches)
        and (
          b.second_message is not null
          or exists (
            select
            from outlier.broadcasts_segments as bs
            where bs.broadcast_id = b.id and bs.second_message is not null
          )
        )
    )
  then
    perform outlier.queue_follow_ups(v_ids, p_now);
  end if;
  perform outlier.remove_messages(p_is_second, v_ids);
end;
$$;
comment on function outlier.record_accepted(boolean, outlier.message_result[], timestamptz) is
  'For each message that Missive accepted: adds a row to message_statuses, queues the follow-up if the batch has one, '
  'and removes the message from the queue.';
