-- Run by pg_cron every minute. In the order in which they came, because one may undo another; few at a time, because each keeps
-- its conversation locked until all are through.
create or replace function outlier.retry_events(p_now timestamptz default now())
returns integer
language plpgsql
volatile
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_attempts integer := (select s.event_attempts from outlier.settings as s);
  v_error outlier.errors;
  v_tried record;
  v_mended integer := 0;
begin
  for v_error in
    select e.*
    from outlier.errors as e
    where e.resolved_at is null
      and e.next_attempt_at <= p_now
    order by e.occurred_at, e.id
    limit 50
    for update skip locked
  loop
    select t.* into v_tried
    from outlier.try_event(
      v_error.rule_type, outlier.event_json(v_error.body), v_error.invoke_history_id,
      pg_catalog.sha256(pg_catalog.convert_to(v_error.body, 'UTF8')), v_error.occurred_at
    ) as t;
    if v_tried.state <> 'failed' then
      perform outlier.resolve_event(v_error.invoke_history_id, v_tried.state, p_now);
      v_mended := v_mended + 1;
      continue;
    end if;
    update outlier.errors as e
    set
      attempts = e.attempts + 1,
      sqlstate = v_tried.error_code,
      message = v_tried.error_message,
      next_attempt_at = case when e.attempts + 1 < v_attempts then p_now + outlier.retry_pause(e.attempts + 1) end
    where e.occurred_at = v_error.occurred_at
      and e.id = v_error.id;
  end loop;
  return v_mended;
end;
$$;
comment on function outlier.retry_events(timestamptz) is
  'Tries webhooks that failed again, with growing pauses and settings.event_attempts times; what then still fails stays in errors. Returns how many it mended.';
