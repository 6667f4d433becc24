-- Failing claims stop a queue. The incident shows that outside of the executor's log, too.
create or replace function api.report_claims(p_queue text, p_error text, p_now timestamptz default now())
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_begins text := pg_catalog.format('claims from the queue %s fail', p_queue);
  v_message text := v_begins || ': ' || outlier.mask_error_message(p_error);
begin
  update outlier.incidents as i
  set resolved_at = p_now
  where i.kind = 'claims_fail'
    and i.resolved_at is null
    and pg_catalog.starts_with(i.message, v_begins)
    and i.message is distinct from v_message;
  if p_error is not null then
    perform outlier.report_incident(
      'claims_fail',
      v_message,
      'Nothing of this queue is sent. See the executor''s log. The incident is resolved when a claim succeeds.',
      p_now => p_now
    );
  end if;
end;
$$;
comment on function api.report_claims(text, text, timestamptz) is
  'Opens an incident if an executor''s claims from a queue fail again and again. p_error is the reason. If p_error is '
  'null, the claims succeed again, and the incident is resolved.';
grant execute on function api.report_claims(text, text, timestamptz) to outlier_executor;
