create or replace function outlier.read_valid_results(p_is_second boolean, p_results jsonb, p_without bigint[])
returns outlier.message_result[]
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select pg_catalog.array_agg(row(
      q.id,
      case
        when r.released then 'released'
        else outlier.judge_answer(r.status, r.written)
      end,
      r.status,
      r."missiveId",
      r."conversationId",
      r."retryAfter",
      pg_catalog.left(r.body, 2000)
    )::outlier.message_result)
    from pg_catalog.jsonb_to_recordset(p_results) as r (
      id bigint, "claimId" bigint, released boolean, status integer, written boolean,
      "missiveId" uuid, "conversationId" uuid, "retryAfter" integer, body text
    )
    inner join outlier.queued_messages as q
      on q.is_second = p_is_second and q.id = r.id and q.claim_id = r."claimId"
    where r.id <> all (p_without)
  );
end;
$$;
comment on function outlier.read_valid_results(boolean, jsonb, bigint[]) is
  'Returns the results whose claims are still valid. p_results has the format of api.record_messages. Leaves out the '
  'messages in p_without. Null: no result is valid.';
