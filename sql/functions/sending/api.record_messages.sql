-- Records the results of many calls in one transaction. A result counts only while its claim is valid, so a late
-- result changes nothing twice. A result also settles a message that became unknown in the meantime. A message never
-- changes its batch, so this function reads the batches without a lock and locks them before the messages. If another
-- session keeps a batch locked for longer than lock_timeout, the executor hands in the results of that batch again.
-- The results of the other batches are recorded.
-- p_results: [{id, claimId, batch?, to?, status?, written, missiveId?, conversationId?, retryAfter?, body?, released?,
-- clock?: {date, age}}]
create or replace function api.record_messages(p_queue text, p_results jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
-- A session plans each statement once, perhaps while the tables are still empty. Only index look-ups stay fast when
-- the tables fill.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
-- A disabled scan type costs 10,000,000,000 in the planner. With jit on, PostgreSQL would compile the statement
-- because of that cost.
set jit = off
as $$
declare
  v_is_second boolean := outlier.is_second_queue(p_queue);
  v_settings outlier.settings;
  v_quota text := (select t.quota from outlier.tokens as t where t.name = p_queue);
  v_results outlier.message_result[];
  v_batches bigint[];
  v_waiting bigint[] := array[]::bigint[];
  -- Queue rows are looked up by these ids alone, so that the planner uses the primary key. With the batch as a second
  -- condition, the planner reads the whole batch.
  v_ids bigint[] := array(
    select r.id
    from pg_catalog.jsonb_to_recordset(p_results) as r (id bigint)
    where r.id is not null
  );
begin
  select s.* into v_settings from outlier.settings as s;

  select pg_catalog.array_agg(distinct q.batch_id) into v_batches
  from outlier.queued_messages as q
  where q.is_second = v_is_second
    -- Include messages that have no claim any more: see report_late_answers.
    and q.id = any (v_ids);
  begin
    perform outlier.lock_batches(v_batches);
  exception
    when lock_not_available then
      v_batches := outlier.try_lock_batches(v_batches);
      -- Include messages that have no claim any more: a late answer counts only while this transaction has locked the
      -- batch.
      v_waiting := array(
        select q.id
        from outlier.queued_messages as q
        where q.is_second = v_is_second
          and q.id = any (v_ids)
          and q.batch_id <> all (v_batches)
      );
      v_ids := array(
        select w.id
        from pg_catalog.unnest(v_ids) as w (id)
        where w.id <> all (v_waiting)
      );
  end;
  -- The transaction of a webhook about one of these messages waits for this lock. It then sees what this function
  -- recorded.
  perform
  from outlier.queued_messages as q
  where q.is_second = v_is_second
    and q.id = any (v_ids)
    and q.claim_id is not null
  order by q.id
  for update;

  v_results := outlier.read_valid_results(v_is_second, p_results, v_waiting);
  -- Nearly always, every claim is still valid.
  if coalesce(pg_catalog.cardinality(v_results), 0) < pg_catalog.cardinality(v_ids) then
    perform outlier.report_late_answers(
      v_is_second,
      (select pg_catalog.jsonb_agg(r)
       from pg_catalog.jsonb_array_elements(p_results) as r
       where (r ->> 'id')::bigint = any (v_ids)),
      v_batches,
      p_now
    );
    v_results := outlier.read_valid_results(v_is_second, p_results, v_waiting);
  end if;
  if v_results is null then
    return pg_catalog.jsonb_build_object('counted', jsonb '[]', 'waiting', pg_catalog.to_jsonb(v_waiting));
  end if;
  -- Store the offset of Missive's clock before any step below matches messages by time.
  perform outlier.keep_clock_offset(
    'missive',
    -- The first and the last call are enough to measure the offset.
    array[p_results -> 0 -> 'clock', p_results -> -1 -> 'clock'],
    p_now
  );

  if exists (select from outlier.quota_limits as l where l.quota = v_quota) then
    perform outlier.use_quota(
      v_quota,
      (select pg_catalog.count(*)::integer
       from pg_catalog.unnest(v_results) as r
       inner join outlier.queued_messages as q on q.is_second = v_is_second and q.id = r.id
       where r.status is distinct from 429
         and r.outcome not in ('released')
         -- expire_leases_after() has already counted the calls whose lease expired.
         and q.state = 'sending'),
      p_now
    );
  end if;
  perform outlier.record_accepted(v_is_second, v_results, p_now);
  perform outlier.record_not_accepted(v_is_second, v_results, v_settings, v_quota, p_now);
  perform outlier.finish_sent_batches(v_batches, p_now);
  return pg_catalog.jsonb_build_object(
    'counted', (select pg_catalog.jsonb_agg(r.id order by r.id) from pg_catalog.unnest(v_results) as r),
    'waiting', pg_catalog.to_jsonb(v_waiting)
  );
end;
$$;
comment on function api.record_messages(text, jsonb, timestamptz) is
  'Records the results of claimed messages and decides what each result means. Returns two lists of message ids. '
  'counted: the results that counted, because the claim is still valid or the message still waits. waiting: another '
  'session has locked the batch, so the executor must hand in these results again.';
grant execute on function api.record_messages(text, jsonb, timestamptz) to outlier_executor;
