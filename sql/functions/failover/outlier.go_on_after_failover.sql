create or replace function outlier.go_on_after_failover(p_failover_id bigint, p_now timestamptz default now())
returns integer
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_failover outlier.failovers;
  v_held integer;
begin
  select f.* into v_failover
  from outlier.failovers as f
  where f.id = p_failover_id
    and f.state <> 'done'
  for update;
  if not found then
    raise exception using
      errcode = 'OT009',
      message = pg_catalog.format('failover %s does not exist, or it has ended', p_failover_id),
      hint = 'Read the ids in outlier.failovers.';
  end if;
  if v_failover.state = 'reading' then
    v_held := outlier.hold_suspect_messages(v_failover, p_now);
  end if;
  update outlier.failovers as f
  set texts_held = coalesce(v_held, f.texts_held), error = coalesce(f.error, 'an administrator did not wait for it')
  where f.id = v_failover.id
  returning f.* into v_failover;
  perform outlier.end_failover(v_failover, p_now);
  return v_failover.texts_held;
end;
$$;
comment on function outlier.go_on_after_failover(bigint, timestamptz) is
  'Resumes sending after a failover although Twilio''s log has not been read. Messages that the old primary may have '
  'sent stay unknown: see outlier.unknown_messages and settle_unknown_message(). Returns their number. OT009: no such '
  'failover is open.';
