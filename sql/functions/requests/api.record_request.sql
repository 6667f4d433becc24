-- Each response has a transaction of its own. Its consequences take locks on conversations, labels, people and batches.
-- A second response in the same transaction would take them in the wrong order. p_result: {id, claimId, kind?,
-- payload?, status?, written, retryAfter?, body?, released?, unavailable?, clock?: {date, age}}
create or replace function api.record_request(p_result jsonb, p_now timestamptz default now())
returns boolean
language plpgsql
volatile
security definer
set search_path = ''
-- If another session holds a lock for long, the executor submits this response again later and continues with others.
set lock_timeout = '1s'
as $$
declare
  v_settings outlier.settings;
  v_answer record;
  v_request outlier.requests;
  v_outcome text;
begin
  select a.* into v_answer
  from pg_catalog.jsonb_to_record(p_result) as a (
    id bigint,
    "claimId" bigint,
    released boolean,
    unavailable boolean,
    status integer,
    written boolean,
    "retryAfter" integer,
    body text,
    clock jsonb
  );
  select r.* into v_request
  from outlier.requests as r
  where r.id = v_answer.id
    and r.claim_id = v_answer."claimId"
  for update;
  if not found then
    return outlier.report_late_request(p_result, p_now);
  end if;
  v_outcome := case
    when v_answer.released then 'released'
    when v_answer.unavailable then 'unavailable'
    else outlier.judge_request(v_request.kind, v_answer.status, v_answer.written)
  end;

  -- The clock offset must be known before anything is matched by time.
  perform outlier.keep_clock_offset(
    case when k.called_as = 'twilio' then 'twilio' else 'missive' end, array[v_answer.clock], p_now
  )
  from outlier.request_kinds as k
  where k.kind = v_request.kind
    and k.called_as in ('general', 'read_conversations', 'twilio')
    and v_answer.clock is not null;
  if v_outcome not in ('released', 'unavailable', 'rate_limited') then
    perform outlier.use_request_quota(array[v_request.id], p_now);
  end if;
  -- A throttled or refused token delays all requests. It says nothing about this request, so no failure is counted.
  if v_outcome in ('released', 'rate_limited', 'token_refused') then
    perform outlier.requeue_request(v_request.id);
  else
    perform outlier.act_on_answer(v_request, v_outcome, v_answer.status, v_answer.body, p_now);
  end if;
  select s.* into v_settings from outlier.settings as s;
  perform outlier.hold_quota(
    t.quota,
    array[row(null, v_outcome, v_answer.status, null, null, v_answer."retryAfter", null)::outlier.message_result],
    v_settings,
    p_now
  )
  from outlier.request_kinds as k
  inner join outlier.tokens as t on t.name = k.called_as
  where k.kind = v_request.kind;
  return true;
end;
$$;
comment on function api.record_request(jsonb, timestamptz) is
  'Records the response to a claimed request. Returns true if the response counted. It counts while its claim is '
  'valid, or if it reports a post or label that was created and that Outlier still waits for.';
grant execute on function api.record_request(jsonb, timestamptz) to outlier_executor;
