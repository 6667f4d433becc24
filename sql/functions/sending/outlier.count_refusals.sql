-- If the cause is one bad number, Missive accepts other messages of the batch before and after it. If the cause
-- affects everybody (a deleted label, a wrong address, a Missive that is down), the refusals form a run with one
-- status. Such a run must not use up the attempts of each message. The caller has locked the rows of the batches, so
-- two sessions count one after the other.
create or replace function outlier.count_refusals(
  p_is_second boolean,
  p_results outlier.message_result[],
  p_settings outlier.settings,
  p_quota text,
  p_now timestamptz
)
returns bigint[]
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_run record;
  v_known bigint[];
  v_ids bigint[];
  v_spared bigint[] := array[]::bigint[];
  v_batch outlier.batches;
begin
  for v_run in
    with refused as (
      select
        q.id, q.batch_id, r.status, pg_catalog.left(r.body, 2000) as body,
        pg_catalog.count(*) over (partition by q.batch_id, r.status) as alike
      from pg_catalog.unnest(p_results) as r
      inner join outlier.queued_messages as q on q.is_second = p_is_second and q.id = r.id
      where r.outcome = 'refused'
        -- A message with an unknown outcome can turn out not to be sent. Missive did not refuse that message.
        and q.state = 'sending'
        -- The order of the answers within one call is unknown. So an accepted message of the batch interrupts the run.
        and not exists (
          select
          from pg_catalog.unnest(p_results) as taken
          inner join outlier.message_statuses as s on s.queued_message_id = taken.id
          where taken.outcome = 'accepted'
            and s.batch_id = q.batch_id
        )
    )
    select
      f.batch_id, f.status, pg_catalog.array_agg(f.id order by f.id) as ids, pg_catalog.min(f.body) as body
    from refused as f
    where f.alike = (select pg_catalog.max(other.alike) from refused as other where other.batch_id = f.batch_id)
    group by f.batch_id, f.status
    order by f.batch_id, f.status
  loop
    select run.message_ids into v_known
    from outlier.refusal_runs as run
    where run.batch_id = v_run.batch_id
      and run.is_second = p_is_second
      and run.status is not distinct from v_run.status;
    v_known := coalesce(v_known, array[]::bigint[]);
    -- A message that Missive refuses again counts once.
    v_ids := (
      v_known
      || array(
        select ids.id
        from pg_catalog.unnest(v_run.ids) as ids (id)
        where ids.id <> all (v_known)
        order by ids.id
      )
    )[1:p_settings.refusals_in_a_row];
    insert into outlier.refusal_runs as known (batch_id, is_second, status, message_ids, updated_at)
    values (v_run.batch_id, p_is_second, v_run.status, v_ids, p_now)
    on conflict (batch_id, is_second) do update
    set status = excluded.status, message_ids = excluded.message_ids, updated_at = excluded.updated_at;
    continue when pg_catalog.cardinality(v_ids) < p_settings.refusals_in_a_row;

    -- The messages are not the cause. The messages of this call lose no attempt, and the earlier ones of the run get
    -- theirs back.
    v_spared := v_spared || v_run.ids;
    if pg_catalog.cardinality(v_known) < p_settings.refusals_in_a_row then
      update outlier.queued_messages as q
      set failures = greatest(q.failures - 1, 0)
      where q.is_second = p_is_second
        and q.id = any (v_known);
    end if;
    select b.* into v_batch from outlier.batches as b where b.id = v_run.batch_id;
    if v_run.status between 400 and 499 and v_run.status <> 408 then
      update outlier.batches as b set state = 'paused' where b.id = v_batch.id and b.state = 'sending';
      perform outlier.report_incident(
        v_batch.kind || '_paused',
        pg_catalog.format('%s was paused: Missive refuses its messages one after the other with status %s: %s',
          outlier.batch_name(v_batch), v_run.status,
          outlier.mask_value(
            coalesce(outlier.parse_json(v_run.body) #>> '{error,message}', v_run.body, 'without a reason')
          )),
        pg_catalog.format('The messages stay in the queue. Remove the cause, then: select outlier.resume_batch(%s);',
          v_batch.id),
        v_batch.id,
        p_now
      );
    else
      -- Missive fails for all messages alike. Outlier retries after settings.refusal_wait, and no message loses an
      -- attempt.
      update outlier.quotas as q
      set
        held_until = greatest(q.held_until, p_now + p_settings.refusal_wait),
        hold_reason = coalesce(v_run.status::text, 'no connection') || ': refused for one message after the other'
      where q.name = p_quota
        and p_settings.refusal_wait > interval '0';
      perform outlier.report_incident(
        'missive_unavailable',
        pg_catalog.format('%s waits: Missive %s for one message after the other',
          outlier.batch_name(v_batch), coalesce('answers with status ' || v_run.status, 'cannot be reached')),
        pg_catalog.format('The messages stay in the queue and are tried again every %s. '
          'See Missive''s status page, and Missive__BaseUrl of the executor''s configuration.',
          p_settings.refusal_wait),
        v_batch.id,
        p_now
      );
    end if;
  end loop;
  return v_spared;
end;
$$;
comment on function outlier.count_refusals(boolean, outlier.message_result[], outlier.settings, text, timestamptz) is
  'Counts consecutive refusals of a batch with one status. At settings.refusals_in_a_row, pauses the batch (4xx '
  'except 408) or blocks the quota (5xx, 408, no connection), and opens an incident with the reason. Returns the ids '
  'of the messages whose refusal does not count against them.';
