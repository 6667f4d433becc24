-- One text counts for one message. A claimed message without a result has priority: while it exists, its text is not
-- given to another message. The caller holds the locks on the batches.
create or replace function outlier.record_unrecorded_texts(p_batch_ids bigint[], p_now timestamptz)
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_is_second boolean;
  v_ids bigint[];
  v_sids text[];
  v_found integer;
  v_recorded integer := 0;
begin
  if not exists (select from outlier.unrecorded_texts) then
    return 0;
  end if;
  loop
    v_found := 0;
    for v_is_second, v_ids, v_sids in
      select pairs.is_second, pg_catalog.array_agg(pairs.id order by pairs.id),
        pg_catalog.array_agg(pairs.sid order by pairs.id)
      from (
        select
          u.sid, q.id, q.is_second,
          pg_catalog.row_number() over (
            partition by u.sid order by q.state = 'unknown' desc, q.is_second, b.started_at, q.id
          ) as place_for_text,
          pg_catalog.row_number() over (partition by q.id order by u.made_at, u.sid) as place_for_message
        from outlier.unrecorded_texts as u
        inner join outlier.failovers as f on f.id = u.failover_id
        inner join outlier.queued_messages as q on q.recipient_phone_number = u.phone_number
        inner join outlier.batches as b on b.id = q.batch_id
        cross join outlier.settings as s
        where q.batch_id = any (p_batch_ids)
          and (q.state in ('waiting', 'checking') or outlier.is_held_for_failover(q))
          and outlier.text_digest(q.message) = u.digest
          -- A batch whose start was lost starts again within this time. A batch that starts later is another one.
          and b.started_at <= f.noticed_at + greatest(s.catch_up_window, interval '1 hour')
          and not exists (select from outlier.message_statuses as known where known.twilio_id = u.sid)
          and not exists (
            select
            from outlier.queued_messages as claimed
            where claimed.recipient_phone_number = u.phone_number
              and claimed.claim_id is not null
              and not outlier.is_held_for_failover(claimed)
              and outlier.text_digest(claimed.message) = u.digest
          )
      ) as pairs
      where pairs.place_for_text = 1
        and pairs.place_for_message = 1
      group by pairs.is_second
    loop
      perform outlier.record_texts_as_sent(v_is_second, v_ids, v_sids, p_now);
      v_found := v_found + pg_catalog.cardinality(v_ids);
    end loop;
    exit when v_found = 0;
    v_recorded := v_recorded + v_found;
  end loop;
  return v_recorded;
end;
$$;
comment on function outlier.record_unrecorded_texts(bigint[], timestamptz) is
  'Records messages of these batches as sent that wait again because of a failover and that Twilio''s log shows as '
  'sent. Returns their number.';
