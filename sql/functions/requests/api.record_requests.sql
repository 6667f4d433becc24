-- As record_messages: all or nothing, and each result counts only while its claim stands.
-- p_results: [{id, claimId, status?, written, retryAfter?, body?, released?, unavailable?, clock?: {date, age}}]
create or replace function api.record_requests(p_results jsonb, p_now timestamptz default now())
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_settings outlier.settings;
  v_result record;
  v_request outlier.requests;
  v_counted integer := 0;
begin
  select s.* into v_settings from outlier.settings as s;
  perform
  from outlier.requests as r
  inner join pg_catalog.jsonb_to_recordset(p_results) as answer (id bigint, "claimId" bigint) on answer.id = r.id and answer."claimId" = r.claim_id
  order by r.id
  for update of r;
  -- Before anything is matched by time.
  perform outlier.keep_request_clocks(p_results, p_now);

  perform outlier.use_request_quota(
    array(
      select r.id
      from outlier.requests as r
      inner join pg_catalog.jsonb_to_recordset(p_results) as answer (
        id bigint, "claimId" bigint, status integer, released boolean, unavailable boolean
      ) on answer.id = r.id and answer."claimId" = r.claim_id
      where answer.status is distinct from 429
        and not coalesce(answer.released or answer.unavailable, false)
    ),
    p_now
  );
  for v_result in
    select
      t.quota,
      pg_catalog.array_agg(
        row(null, outlier.judge_request(r.kind, answer.status, answer.written), answer.status, null, null, answer."retryAfter", null)::outlier.message_result
      ) as results
    from outlier.requests as r
    inner join pg_catalog.jsonb_to_recordset(p_results) as answer (
      id bigint, "claimId" bigint, status integer, written boolean, "retryAfter" integer
    ) on answer.id = r.id and answer."claimId" = r.claim_id
    inner join outlier.request_kinds as k on k.kind = r.kind
    inner join outlier.tokens as t on t.name = k.called_as
    group by t.quota
    order by t.quota
  loop
    perform outlier.hold_quota(v_result.quota, v_result.results, v_settings, p_now);
  end loop;

  for v_result in
    select
      r.id,
      case
        when answer.released then 'released'
        when answer.unavailable then 'unavailable'
        else outlier.judge_request(r.kind, answer.status, answer.written)
      end as outcome,
      answer.status,
      answer.body
    from outlier.requests as r
    inner join pg_catalog.jsonb_to_recordset(p_results) as answer (
      id bigint, "claimId" bigint, released boolean, unavailable boolean, status integer, written boolean, body text
    ) on answer.id = r.id and answer."claimId" = r.claim_id
    order by r.id
  loop
    v_counted := v_counted + 1;
    select r.* into v_request from outlier.requests as r where r.id = v_result.id;
    if v_result.outcome = 'accepted' then
      perform outlier.apply_answer(v_request, outlier.json_or_null(v_result.body), p_now);
    -- A held quota keeps the others waiting; that says nothing about this one.
    elsif v_result.outcome in ('released', 'rate_limited', 'token_refused') then
      perform outlier.put_back(v_request.id);
    else
      v_request.last_status := v_result.status;
      perform outlier.apply_failure(v_request, coalesce(pg_catalog.left(v_result.body, 2000), v_result.outcome), p_now);
    end if;
  end loop;
  return v_counted;
end;
$$;
comment on function api.record_requests(jsonb, timestamptz) is
  'Acts on the answers to claimed requests, and returns how many counted: those whose claim still stands.';
grant execute on function api.record_requests(jsonb, timestamptz) to outlier_executor;
