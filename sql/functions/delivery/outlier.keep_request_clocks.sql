create or replace function outlier.keep_request_clocks(p_results jsonb, p_now timestamptz)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_service record;
begin
  for v_service in
    select
      case when k.called_as = 'twilio' then 'twilio' else 'missive' end as name,
      pg_catalog.array_agg(answer.clock) as clocks
    from pg_catalog.jsonb_to_recordset(p_results) as answer (id bigint, "claimId" bigint, clock jsonb)
    inner join outlier.requests as r on r.id = answer.id and r.claim_id = answer."claimId"
    inner join outlier.request_kinds as k on k.kind = r.kind
    where answer.clock is not null
      and k.called_as in ('general', 'read_conversations', 'twilio')
    group by 1
    order by 1
  loop
    perform outlier.keep_clock_offset(v_service.name, v_service.clocks, p_now);
  end loop;
end;
$$;
comment on function outlier.keep_request_clocks(jsonb, timestamptz) is
  'Keeps what the answers to requests say of Missive''s and Twilio''s clocks.';
