-- The executor may try again in time if the text never reached Missive, or if Missive answered 503. After a lost
-- response or another 5xx Missive may have sent it, so a second try could text the person twice.
create or replace function outlier.fail_direct_text(
  p_request outlier.requests,
  p_error text,
  p_now timestamptz,
  p_outcome text
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
begin
  if p_outcome = 'unavailable' then
    perform outlier.settle_direct_text(p_request, 'refused', null, p_error, p_now);
  elsif p_outcome <> 'refused' or p_request.last_status >= 500 and p_request.last_status <> 503 then
    perform outlier.settle_direct_text(p_request, 'unknown', null, p_error, p_now);
  elsif (p_request.last_status is null or p_request.last_status = 503)
    and p_request.failures + 1 < (select s.max_failures from outlier.settings as s)
    and exists (
      select
      from outlier.direct_texts as t
      where t.id = (p_request.payload ->> 'text')::bigint and t.expires_at > p_now + interval '1 minute'
    )
  then
    perform outlier.requeue_request(p_request.id, p_now + interval '1 minute', p_request.last_status, p_error);
  else
    perform outlier.settle_direct_text(p_request, 'refused', null, p_error, p_now);
  end if;
end;
$$;
comment on function outlier.fail_direct_text(outlier.requests, text, timestamptz, text) is
  'Handles a text outside of batches that Missive refused, or whose answer was lost (p_outcome). Retries it only if '
  'it did not reach Missive or Missive answered 503, and only in time.';
