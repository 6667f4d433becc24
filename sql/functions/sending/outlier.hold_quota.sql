create or replace function outlier.hold_quota(
  p_quota text,
  p_results outlier.message_result[],
  p_settings outlier.settings,
  p_now timestamptz
)
returns void
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_until timestamptz;
  v_refused boolean;
begin
  select
    pg_catalog.max(p_now + case
      when r.outcome = 'token_refused' then p_settings.refusal_wait
      else coalesce(pg_catalog.make_interval(secs => r.retry_after), p_settings.rate_limit_wait)
    end),
    pg_catalog.bool_or(r.outcome = 'token_refused')
  into v_until, v_refused
  from pg_catalog.unnest(p_results) as r
  where r.outcome in ('rate_limited', 'token_refused');
  if v_until is null then
    return;
  end if;

  update outlier.quotas as q
  set
    held_until = greatest(q.held_until, v_until),
    hold_reason = case when v_refused then '401: the token is refused' else '429: too many calls' end
  where q.name = p_quota;
  if v_refused then
    perform outlier.report_incident(
      'token_refused',
      pg_catalog.format(
        'the token of the quota %s is refused (401); Outlier makes no calls with it for %s',
        p_quota, p_settings.refusal_wait
      ),
      'Check the tokens in the executor''s configuration.',
      p_now => p_now
    );
  end if;
end;
$$;
comment on function outlier.hold_quota(text, outlier.message_result[], outlier.settings, timestamptz) is
  'Blocks a quota after a 429 for as long as Retry-After says (without Retry-After: settings.rate_limit_wait). After '
  'a 401, blocks it for settings.refusal_wait and opens an incident.';
