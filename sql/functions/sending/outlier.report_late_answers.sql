-- A frozen executor may make a call, or read its answer, after its claim has ended. The person then has the text. If
-- the message waits for a retry, this function takes the answer as its result, so that the text does not go out again.
-- The caller holds the locks on the batches in p_batch_ids.
create or replace function outlier.report_late_answers(
  p_is_second boolean,
  p_results jsonb,
  p_batch_ids bigint[],
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_late record;
  v_accepted bigint[] := array(
    select r.id
    from pg_catalog.jsonb_to_recordset(p_results) as r (id bigint, released boolean, status integer, written boolean)
    where r.released is not true
      and outlier.judge_answer(r.status, r.written) = 'accepted'
  );
  v_standing bigint[] := array(
    select q.id
    from outlier.queued_messages as q
    inner join pg_catalog.jsonb_to_recordset(p_results) as r (id bigint, "claimId" bigint)
      on r.id = q.id and r."claimId" = q.claim_id
    where q.is_second = p_is_second
      and q.id = any (v_accepted)
  );
  v_ids bigint[] := array(select a.id from pg_catalog.unnest(v_accepted) as a (id) where a.id <> all (v_standing));
begin
  -- Nearly always, no answer is late.
  if pg_catalog.cardinality(v_ids) = 0 then
    return;
  end if;
  for v_late in
    select
      r.id, r."claimId" as claim_id,
      coalesce(q.batch_id, s.batch_id, gone.batch_id) as batch_id,
      coalesce(q.recipient_phone_number, s.recipient_phone_number, gone.phone_number) as phone_number
    from pg_catalog.jsonb_to_recordset(p_results) as r (
      id bigint, "claimId" bigint, "missiveId" uuid, batch bigint, "to" text
    )
    left join outlier.queued_messages as q on q.is_second = p_is_second and q.id = r.id
    left join outlier.message_statuses as s on s.queued_message_id = r.id
    -- The message moved to dead letters or was dropped since. If the person was erased since, the number is in no
    -- list.
    left join outlier.recipients as gone on gone.batch_id = r.batch and gone.phone_number = r."to"
    where r.id = any (v_ids)
      -- A status with this answer's Missive id is this call, not a second one.
      and (s.id is null or s.missive_id <> r."missiveId")
    order by r.id
  loop
    update outlier.queued_messages as q
    set
      state = 'unknown', claim_id = v_late.claim_id, claimed_by = 'a claim that had ended', claimed_at = p_now,
      lease_until = p_now
    where q.is_second = p_is_second
      and q.id = v_late.id
      and (q.claim_id is null or outlier.is_held_for_failover(q))
      and q.batch_id = any (p_batch_ids);
    insert into outlier.incidents (kind, message, hint, batch_id, message_id, phone_number, occurred_at)
    select
      'accepted_late',
      pg_catalog.format(
        case
          when found then 'message %s of %s was accepted after its claim had ended; it is recorded as sent'
          else 'message %s of %s was accepted after its claim had ended; the person may get it twice'
        end,
        v_late.id, outlier.queue_name(p_is_second)
      ),
      'phone_number and batch_id of this row of outlier.incidents name the person and the batch. '
        'The executor was frozen, or its answer took longer than settings.lease.',
      v_late.batch_id,
      v_late.id,
      -- An erased person has a pseudonym in place of the number.
      case when v_late.phone_number like '+%' then v_late.phone_number end,
      p_now
    -- If the database's answer is lost, the executor hands in the same result again.
    where not exists (
      select
      from outlier.incidents as known
      where known.kind = 'accepted_late'
        and known.resolved_at is null
        and known.message_id = v_late.id
    );
  end loop;
end;
$$;
comment on function outlier.report_late_answers(boolean, jsonb, bigint[], timestamptz) is
  'Opens an incident for each call that Missive accepted although its claim had ended, with the person and the batch. '
  'If the message still waits, restores the claim, so that the answer counts and the person does not get the text '
  'again.';
