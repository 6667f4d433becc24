-- The results of many calls, all or nothing. Each counts only while its claim stands, so that a late one changes
-- nothing twice; a message whose outcome was taken for unknown is settled by it. A message keeps its batch, so batches
-- are read without a lock, and locked before the messages. Results of one that another session holds for long are
-- handed in again: they hold up nobody else's. p_results: [{id, claimId, batch?, to?, status?, written, missiveId?,
-- conversationId?, retryAfter?, body?, released?, clock?: {date, age}}]
create or replace function api.record_messages(p_queue text, p_results jsonb, p_now timestamptz default now())
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
-- Each statement is planned once for a session, perhaps while the tables are still empty. Only look-ups in an index
-- stay fast when they have filled.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
-- To the planner a scan that is switched off costs 10,000,000,000. In a session with jit, PostgreSQL would compile it.
set jit = off
as $$
declare
  v_is_second boolean := outlier.is_second_queue(p_queue);
  v_settings outlier.settings;
  v_quota text := (select t.quota from outlier.tokens as t where t.name = p_queue);
  v_results outlier.message_result[];
  v_batches bigint[];
  v_waiting bigint[] := array[]::bigint[];
  -- By these alone, rows of a queue are looked up in its primary key: with its broadcast named too, the planner reads
  -- all of it.
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
    -- Also of what has no claim any more: see report_late_answers.
    and q.id = any (v_ids);
  begin
    perform outlier.lock_batches(v_batches);
  exception
    when lock_not_available then
      v_batches := outlier.try_lock_batches(v_batches);
      -- With and without its claim: an answer that comes late counts only under the lock.
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
  -- A webhook about one of these messages waits for this lock, and then finds what is recorded here.
  perform
  from outlier.queued_messages as q
  where q.is_second = v_is_second
    and q.id = any (v_ids)
    and q.claim_id is not null
  order by q.id
  for update;

  v_results := outlier.read_valid_results(v_is_second, p_results, v_waiting);
  -- Nearly always each claim stands.
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
  -- Before anything is matched by time.
  perform outlier.keep_clock_offset(
    'missive',
    -- Two of these calls tell as much as all.
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
         -- An expired lease has been counted already.
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
  'Records what came of claimed messages and decides what that means. Returns the ids of the messages whose results '
  'counted, because their claims still stand or the messages wait, and of those that wait: their batch is '
  'locked, and their results must be handed in again.';
grant execute on function api.record_messages(text, jsonb, timestamptz) to outlier_executor;
